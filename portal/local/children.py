"""A child that does not outlive its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def dies_with_parent(how: signal.Signals) -> Callable[[], None]:
    """A ``preexec_fn``: the kernel sends ``how`` to the child when this process dies, even by kill -9 (Linux only).

    Runs after the change of user, which would otherwise undo it.  Elsewhere than on Linux it only gives the child a
    clean signal mask: the next start finds an orphan and stops it.
    """
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def in_the_child() -> None:
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, int(how))
            if os.getppid() != parent:  # it died between the fork and the line above
                os._exit(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])

    return in_the_child

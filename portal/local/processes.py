"""A handful of processes that live and die together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable

from portal.local.children import dies_with_parent
from portal.local.places import BASE

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Processes:
    """Named child processes, each in a process group of its own, so that Ctrl-C reaches them through us, in order.

    When this process dies, even by kill -9, the kernel tells each child to stop (on Linux).
    """

    def __init__(self, commands: dict[str, list[str]], environment: dict[str, str]) -> None:
        self._told: list[int] = []
        for name in _STOP_SIGNALS:
            signal.signal(name, lambda number, _frame: self._told.append(number))
        self._children = {
            name: subprocess.Popen(
                command,
                cwd=BASE,
                env=environment,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )
            for name, command in commands.items()
        }

    def watch(self, each_time: Callable[[], float]) -> str | None:
        """Wait until told to stop (None) or until a child ends (its name and how).

        ``each_time`` is called between two looks and answers how many seconds to sleep.
        """
        while not self._told:
            for name, child in self._children.items():
                if child.poll() is not None:
                    return f"{name} ended ({_how(child.returncode)})"
            time.sleep(each_time())
        return None

    def stop(self, patience: float = 30) -> None:
        """Ask every child to finish what it does, and end those that have not after ``patience`` seconds.

        A second Ctrl-C ends the patience.
        """
        self._told.clear()
        self._signal(signal.SIGTERM)
        end = time.monotonic() + patience
        while any(child.poll() is None for child in self._children.values()):
            if self._told or time.monotonic() > end:
                break
            time.sleep(0.02)
        self._signal(signal.SIGKILL)
        for child in self._children.values():
            child.wait()

    def _signal(self, number: signal.Signals) -> None:
        """To the whole group: a parent that died badly may have left children of its own."""
        for child in self._children.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, number)


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

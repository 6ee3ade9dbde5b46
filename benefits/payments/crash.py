"""Named places where a test may kill the process, so that every window of a run is hit on purpose."""

from __future__ import annotations

import os
import signal

from django.conf import settings

POINTS = ("after_claim", "after_post", "after_seal", "after_part", "after_rename")


def crash_point(name: str) -> None:
    """Die here, as by ``kill -9``, when a test asks for it by REBOND_CRASH_AT.  Never outside the tests."""
    if settings.TEST and os.environ.get("REBOND_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)

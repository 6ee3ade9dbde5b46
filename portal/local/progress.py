"""One plain line for each step of a start, with the seconds since ``./start`` was typed."""

from __future__ import annotations

import os
import time

_BEGAN = time.time()


def say(line: str) -> None:
    """Print ``[  3 s] line``.  REBOND_STARTED, in seconds since 1970, says when it all began."""
    began = float(os.environ.get("REBOND_STARTED") or _BEGAN)
    print(f"[{max(0, time.time() - began):3.0f} s] {line}", flush=True)

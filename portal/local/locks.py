"""File locks that the kernel lets go of when their holder dies.

Four of them stand in a cluster's directory:

* ``start.lock``   held for the moment of starting or erasing: one at a time;
* ``users.lock``   shared by every process that uses the servers; the keeper waits for it alone;
* ``keeper.lock``  held by the keeper while it lives;
* ``servers.lock`` inherited by PostgreSQL and Redis and everything they fork: free only when the last of them is gone.
"""

from __future__ import annotations

import fcntl
import time
from pathlib import Path
from typing import IO

EXCLUSIVE, SHARED = fcntl.LOCK_EX, fcntl.LOCK_SH


def take(path: Path, how: int = EXCLUSIVE) -> IO[str]:
    """Wait for the lock; it is held until the returned file is closed or the process dies."""
    handle = open(path, "a+")  # noqa: SIM115  its life is the lock's life
    fcntl.flock(handle, how)
    return handle


def take_within(path: Path, seconds: float) -> IO[str] | None:
    """The exclusive lock, or None when others still hold it after ``seconds``."""
    handle = open(path, "a+")  # noqa: SIM115  its life is the lock's life
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, EXCLUSIVE | fcntl.LOCK_NB)
            return handle
        except BlockingIOError:
            if time.monotonic() >= end:
                handle.close()
                return None
            time.sleep(0.01)


def held(path: Path) -> bool:
    """Does some process hold this lock alone?"""
    handle = take_within(path, 0)
    if handle is None:
        return True
    handle.close()
    return False

"""Using a cluster: start it when it is not there, keep it while this process lives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, NamedTuple

from portal.local.locks import SHARED, held, take, take_within
from portal.local.places import APP, BASE, state_dir

# Longer than a keeper may take to stop the servers before it: a start waits for the end of the last one.
_START_SECONDS = 90

_holds: dict[Path, IO[str]] = {}
_coming: dict[Path, Coming] = {}


class NotStarted(RuntimeError):
    """The servers could not be started or erased; the sentence holds the end of the keeper's log."""


class Coming(NamedTuple):
    """A start under way: nobody else starts meanwhile, and the keeper has a user already."""

    alone: IO[str]
    hold: IO[str]
    keeper: subprocess.Popen | None
    until: float


def outside() -> bool:
    """Do DATABASE_URL and REDIS_URL name real servers?  Refuses one without the other."""
    named = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if len(named) == 1:
        missing = "REDIS_URL" if named == ["DATABASE_URL"] else "DATABASE_URL"
        raise NotStarted(
            f"{named[0]} is set and {missing} is not: set both to use your own servers, or none for the embedded ones."
        )
    return bool(named)


def ensure(name: str = "data") -> Path:
    """Make sure that the cluster runs, and keep it running while this process or a fork of it lives.

    Any number of processes may call it at once: one starts the servers and the others wait for it.  Returns the
    cluster's directory.  Refuses (NotStarted) when the servers do not come up within 90 seconds.
    """
    state = state_dir(name)
    call(name)
    if state in _holds:
        return state
    coming = _coming.pop(state)
    with coming.alone:
        try:
            _wait_until_ready(name, state, coming)
        except BaseException:
            coming.hold.close()
            raise
    _holds[state] = coming.hold
    return state


def call(name: str = "data") -> None:
    """Have the cluster started, unless it runs, and do not wait: for whoever has something else to do until ``ensure``."""
    state = state_dir(name)
    if state in _holds or state in _coming:
        return
    state.mkdir(parents=True, exist_ok=True)
    alone = take(state / "start.lock")
    # Waits for a keeper that is leaving: it holds this lock alone until its servers are gone.
    hold = take(state / "users.lock", SHARED)
    if _served(state):
        _holds[state] = hold
        alone.close()  # the next one need not wait until this one has read its models
        return
    _coming[state] = Coming(alone, hold, _born_keeper(name, state), time.monotonic() + _START_SECONDS)


def release(name: str = "data") -> None:
    """Stop using the cluster.  The last user's release stops the servers."""
    hold = _holds.pop(state_dir(name), None)
    if hold:
        hold.close()


def erase(name: str = "data") -> None:
    """Remove everything that the cluster holds.  Refuses while another process uses it."""
    state = state_dir(name)
    if not state.exists():
        return
    release(name)
    with take(state / "start.lock"):
        end = time.monotonic() + 2  # the keeper takes "ready" away as soon as it knows that it has no user
        while (state / "ready").exists() and held(state / "keeper.lock"):
            if time.monotonic() > end:
                raise NotStarted(f"{APP} is in use: stop it first, then begin anew ({state})")
            time.sleep(0.01)
        last = take_within(state / "servers.lock", _START_SECONDS)
        if last is None:
            raise NotStarted(f"the servers of {state} do not stop")
        with last:
            for path in state.iterdir():
                if path.suffix == ".lock":  # who holds or awaits a lock that was removed holds nothing
                    continue
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _wait_until_ready(name: str, state: Path, coming: Coming) -> None:
    """Under start.lock: nobody else starts, so a keeper that is alive is ours, one being born, or one that leaves."""
    keeper = coming.keeper
    while not _served(state):
        keeper = keeper or _born_keeper(name, state)
        if (keeper and keeper.poll() is not None) or time.monotonic() > coming.until:
            log = (state / "keeper.log").read_text(errors="replace")[-3000:]
            raise NotStarted(f"PostgreSQL and Redis did not start in {state}:\n{log}")
        time.sleep(0.01)


def _served(state: Path) -> bool:
    return held(state / "keeper.lock") and (state / "ready").exists()


def _born_keeper(name: str, state: Path) -> subprocess.Popen | None:
    """A new keeper, unless one is alive."""
    if held(state / "keeper.lock"):
        return None
    (state / "ready").unlink(missing_ok=True)
    with open(state / "keeper.log", "wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "portal.local", "keeper", name],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C in the starter's terminal is not for the keeper
            cwd=BASE,
            env=os.environ | {"PYTHONPATH": str(BASE)},
        )

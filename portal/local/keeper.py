"""The keeper: parent of one PostgreSQL and one Redis, for as long as somebody uses them.

It waits for the exclusive lock of ``users.lock``, which every user shares: the kernel hands it over exactly when the
last user is gone, however that user died.  The servers die with the keeper, and ``servers.lock`` tells the next keeper
when the last of their processes is gone: no pid is ever believed.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from portal.local import locks, redis
from portal.local.places import Unusable, socket_dir, state_dir
from portal.local.postgres import Postgres

_START_SECONDS = 60
_STOP_SECONDS = 60
_FAREWELLS = (signal.SIGINT, signal.SIGTERM)  # PostgreSQL's fast shutdown, Redis' own
# The users' lock, once nobody else holds it: who comes while the servers stop waits for this process to be gone.
_until_the_end: list[IO[str]] = []
_NEWS = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGUSR1)


def keep(name: str) -> None:
    """Serve the cluster until its last user is gone, a server dies, or a signal comes."""
    state = state_dir(name)
    alive = locks.take_within(state / "keeper.lock", 0)
    if alive is None:
        raise Unusable(f"{state} already has a keeper")
    with alive, _servers_lock(name, state) as servers_lock:
        servers: list[subprocess.Popen] = []
        try:
            _start(name, servers_lock, servers)
            _announce(state, servers)
            print("keeper: leaving,", _wait_for_the_end(state, servers), flush=True)
        finally:
            (state / "ready").unlink(missing_ok=True)
            _stop(servers)


def _servers_lock(name: str, state: Path) -> IO[str]:
    """The lock, once no earlier server holds it.  On Linux they die with their keeper; elsewhere they are told to."""
    lock = locks.take_within(state / "servers.lock", 0)
    if lock is None:
        for pid in _last_pids(state):
            if _command_names(pid, state, socket_dir(name)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGINT)
        lock = locks.take_within(state / "servers.lock", _STOP_SECONDS)
    if lock is None:
        raise Unusable(f"servers of an earlier run do not leave {state}")
    return lock


def _start(name: str, servers_lock: IO[str], servers: list[subprocess.Popen]) -> None:
    postgres = Postgres.of(name, servers_lock)
    for stale in postgres.socket.iterdir():  # sockets and their lock files: no server lives here, we hold the lock
        stale.unlink()
    postgres.make()
    servers += [postgres.start(), redis.start(name, servers_lock)]
    end = time.monotonic() + _START_SECONDS
    while not (postgres.ready() and redis.socket(name).exists()):
        if any(server.poll() is not None for server in servers):
            raise Unusable("a server died while starting")
        if time.monotonic() > end:
            raise Unusable(f"the servers are not ready after {_START_SECONDS} seconds")
        time.sleep(0.01)


def _announce(state: Path, servers: list[subprocess.Popen]) -> None:
    (state / "pids").write_text(json.dumps([server.pid for server in servers]))
    (state / "ready").touch()


def _wait_for_the_end(state: Path, servers: list[subprocess.Popen]) -> str:
    signal.pthread_sigmask(signal.SIG_BLOCK, _NEWS)

    def tell_when_the_last_user_left() -> None:
        _until_the_end.append(locks.take(state / "users.lock"))
        os.kill(os.getpid(), signal.SIGUSR1)

    threading.Thread(target=tell_when_the_last_user_left, daemon=True).start()
    while True:
        if any(server.poll() is not None for server in servers):
            return "a server died"
        news = signal.sigwait(_NEWS)
        if news == signal.SIGUSR1:
            return "the last user left"
        if news in (signal.SIGTERM, signal.SIGINT):
            return f"told to by {signal.Signals(news).name}"


def _stop(servers: list[subprocess.Popen]) -> None:
    for server, its_signal in zip(servers, _FAREWELLS, strict=False):  # none or one of them when the start failed
        server.send_signal(its_signal)
    for server in servers:
        try:
            server.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _last_pids(state: Path) -> list[int]:
    try:
        return json.loads((state / "pids").read_text())
    except (OSError, ValueError):
        return []


def _command_names(pid: int, *places: Path) -> bool:
    """Is this process one of our servers?  Its number may have been given to another program since."""
    proc = Path(f"/proc/{pid}/cmdline")
    if sys.platform == "linux":
        command = proc.read_bytes() if proc.exists() else b""
    else:
        command = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False).stdout
    return any(os.fsencode(place) in command for place in places)

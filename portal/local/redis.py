"""One Redis (or Valkey) server, started by its keeper."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path
from typing import IO

from portal.local.binaries import redis_bin
from portal.local.children import dies_with_parent
from portal.local.clusters import CLUSTERS
from portal.local.places import socket_dir, state_dir


def start(name: str, servers_lock: IO[str]) -> subprocess.Popen:
    """Start the server on its socket.  ``noeviction``: a full broker refuses new tasks, it never drops waiting ones."""
    folder = state_dir(name) / "redis"
    folder.mkdir(mode=0o700, exist_ok=True)
    where = ["--port", "0", "--unixsocket", str(socket(name)), "--unixsocketperm", "700", "--dir", str(folder)]
    return subprocess.Popen(
        [str(redis_bin()), *where, "--maxmemory-policy", "noeviction", *CLUSTERS[name].redis],
        pass_fds=[servers_lock.fileno()],
        stdin=subprocess.DEVNULL,
        preexec_fn=dies_with_parent(signal.SIGTERM),
        cwd="/",
    )


def socket(name: str) -> Path:
    return socket_dir(name) / "redis.sock"

"""Real processes on real servers, each test in a place of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from portal import local

BASE = Path(__file__).resolve().parents[3]
USE_IT = """
import sys
from portal import local
local.ensure({name!r})
print("served", flush=True)
sys.stdin.read()
"""


class User:
    """A process that needs the servers, and holds on to them until it is let go or killed."""

    def __init__(self, name: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE_IT.format(name=name)],
            cwd=BASE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def served(self) -> User:
        assert self.process.stdout.readline() == "served\n", self.process.stderr.read()
        return self

    def leave(self) -> None:
        self.process.stdin.close()
        self.process.wait()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Place:
    """One cluster's directory, and what goes on in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.users: list[User] = []

    @property
    def state(self) -> Path:
        return local.state_dir(self.name)

    def user(self) -> User:
        self.users.append(User(self.name))
        return self.users[-1]

    def sql(self, statement: str) -> list[tuple]:
        connection = psycopg2.connect(local.database_url(self.name), connect_timeout=5)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def processes(self) -> dict[str, list[int]]:
        """The living processes of this place, by what they are: keeper, postgres (the first of them), redis."""
        found: dict[str, list[int]] = {"keeper": [], "postgres": [], "redis": []}
        socket = str(local.socket_dir(self.name))
        for pid in filter(str.isdigit, os.listdir("/proc")):
            command, environment = _read(pid, "cmdline"), _read(pid, "environ")
            if f"portal.local\0keeper\0{self.name}" in command and f"REBOND_STATE={self.state.parent}\0" in environment:
                found["keeper"].append(int(pid))
            elif f"{self.state}/pg\0" in command and "/postgres\0" in command:
                found["postgres"].append(int(pid))
            elif f"{socket}/redis.sock" in command:
                found["redis"].append(int(pid))
        # What a postmaster has just forked keeps its parent's command line for a moment: it is not a second postmaster.
        found["postgres"] = [pid for pid in found["postgres"] if _parent(pid) not in found["postgres"]]
        return found

    def one(self, what: str) -> int:
        (pid,) = self.processes()[what]
        return pid

    def kill(self, what: str) -> None:
        os.kill(self.one(what), signal.SIGKILL)

    def empty_within(self, seconds: float) -> bool:
        """Is every process of this place gone before ``seconds`` have passed?"""
        return _before(seconds, lambda: not any(self.processes().values()))


def _read(pid: str, what: str) -> str:
    try:
        return Path("/proc", pid, what).read_text(errors="replace")
    except OSError:
        return ""


def _parent(pid: int) -> int:
    stat = _read(str(pid), "stat")
    return int(stat.rpartition(")")[2].split()[1]) if stat else 0


def _before(seconds: float, done: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty REBOND_STATE that PostgreSQL's user may enter; pytest's own temporary folders are root's alone."""
    path = Path(tempfile.mkdtemp(prefix="rebond-"))
    path.chmod(0o755)
    monkeypatch.setenv("REBOND_STATE", str(path))
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A durable cluster that was stopped properly, to copy: making one takes ten times as long."""
    path = Path(tempfile.mkdtemp(prefix="rebond-"))
    path.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REBOND_STATE", str(path))
        here = Place("data")
        here.user().served().leave()
        assert here.empty_within(20)
        yield here.state
    shutil.rmtree(path)


@pytest.fixture
def empty_place(folder: Path) -> Iterator[Place]:
    """The durable cluster, not made yet; whatever a test leaves running is an error of the test."""
    here = Place("data")
    yield here
    for user in here.users:
        user.kill()
    left = not here.empty_within(20)
    assert not left, json.dumps(here.processes())


@pytest.fixture
def place(empty_place: Place, made_once: Path) -> Place:
    """The durable cluster, made and stopped."""
    subprocess.run(["cp", "-a", made_once, empty_place.state], check=True)
    return empty_place

"""``./start`` from the outside: one terminal, everything in it, and nothing left when it goes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from .conftest import BASE, Place

pytestmark = pytest.mark.fault

OF_THE_TESTS = {"REBOND_TEST", "DJANGO_SETTINGS_MODULE"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Start:
    """A running ``manage.py up`` and what it said so far."""

    def __init__(self, *arguments: str, port: int | None = None) -> None:
        self.port = port or free_port()
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(self.port), *arguments],
            cwd=BASE,
            env={name: value for name, value in os.environ.items() if name not in OF_THE_TESTS},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.said += line

    def says(self, words: str, within: float = 60) -> Start:
        end = time.monotonic() + within
        while not re.search(words, self.said):
            assert time.monotonic() < end, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.05)
        return self

    def ends(self, within: float = 40) -> int:
        self.process.wait(within)
        time.sleep(0.2)  # the last lines
        return self.process.returncode

    def children(self) -> dict[int, str]:
        """Its living descendants, the embedded servers apart: they have their own keeper."""
        found = {}
        for path in Path("/proc").glob("[0-9]*"):
            try:
                environment = (path / "environ").read_bytes().decode(errors="replace")
                command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            ours = f"REBOND_STATE={os.environ['REBOND_STATE']}\0" in environment
            if ours and int(path.name) != self.process.pid and re.search("gunicorn|celery", command):
                found[int(path.name)] = command
        return found


@pytest.fixture
def start(place, monkeypatch):
    """Starts on the test's own place, without the demonstration town: its people have tests of their own."""
    monkeypatch.setenv("REBOND_DEMO", "0")
    monkeypatch.setenv("SECRET_KEY", "not secret, only long " * 4)
    started: list[Start] = []

    def begin(*arguments: str, **options: int) -> Start:
        started.append(Start(*arguments, **options))
        return started[-1]

    yield begin
    for one in started:
        one.process.send_signal(signal.SIGTERM)
        one.process.wait(40)


def gone_within(seconds: float, start: Start, place: Place) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not start.children() and not any(place.processes().values()):
            return True
        time.sleep(0.1)
    return False


def test_it_answers_says_where_and_leaves_nothing_after_ctrl_c(start, place):
    running = start("--fresh").says("Rebond answers at")
    with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/healthz") as answer:
        assert answer.status == 200
    again = start()
    assert again.ends() == 0
    assert f"Rebond runs already: http://127.0.0.1:{running.port}" in again.said
    anew = start("--fresh")
    assert anew.ends() == 1
    assert "stop it there" in anew.said
    running.process.send_signal(signal.SIGINT)
    assert running.ends() == 0, running.said
    assert "Stopped." in running.said
    assert gone_within(15, running, place), json.dumps([running.children(), place.processes()])


def test_a_town_left_half_built_is_begun_anew(start, place):
    place.user().served()
    place.sql("create table kept (line text)")
    place.users[0].leave()
    (place.state / "demo.loading").touch()
    running = start().says("left half built").says("Rebond answers at")
    assert place.sql("select to_regclass('kept')") == [(None,)]
    assert not (place.state / "demo.loading").exists()
    assert running.process.poll() is None


def test_killing_it_leaves_nothing(start, place):
    running = start().says("Rebond answers at")
    assert len(running.children()) >= 3
    running.process.kill()
    assert gone_within(30, running, place), json.dumps([running.children(), place.processes()])


def test_a_dead_worker_is_named_and_everything_stops(start, place):
    running = start().says("Rebond answers at")
    workers = [pid for pid, command in running.children().items() if " worker " in command]
    os.kill(min(workers), signal.SIGKILL)
    assert running.ends() == 1
    assert "the worker ended (killed by SIGKILL): stopping everything" in running.said
    assert gone_within(15, running, place), json.dumps([running.children(), place.processes()])


def test_a_taken_port_is_said_before_anything_starts(start, place):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = start(port=port)
        assert refused.ends() == 1
    assert f"Port {port} of 127.0.0.1 cannot be had" in refused.said
    assert f"./start --port {port + 1}" in refused.said

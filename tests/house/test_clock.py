"""Only ``portal.clock`` reads the time: else a demonstration, or a night in October, lives at two hours at once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "seekers", "benefits", "offers", "advisors")
READERS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localdate",
    "time.time", "time.time_ns", "localdate", "datetime.datetime.now", "datetime.date.today", "Now",
}  # fmt: skip
MAY_READ = {
    "portal/clock.py": "the clock itself",
    "portal/demo/services.py": "works out how far the demonstration stands from real time",
    "portal/notifications/models.py": "a lease runs by the database's own clock, which every worker shares",
    "portal/intake/models/batch.py": "a lease runs by the database's own clock, which every worker shares",
    "portal/local": "starts servers and waits for them: seconds of this machine, never a date of the law",
}
"""time.monotonic and time.perf_counter measure a length, and are free."""


def readings(source: str) -> list[int]:
    """The lines where ``source`` asks what time it is."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in READERS
        and not (node.args and ast.unparse(node.func).endswith("localdate"))  # given an instant, it only converts it
    ]


def test_nobody_but_the_clock_reads_the_time():
    found = [
        f"{path.relative_to(BASE)}:{line}"
        for package in PACKAGES
        for path in (BASE / package).rglob("*.py")
        if not any(str(path.relative_to(BASE)).startswith(allowed) for allowed in MAY_READ)
        for line in readings(path.read_text())
    ]
    assert found == []


def test_each_exception_is_still_one():
    for allowed in MAY_READ:
        files = [BASE / allowed] if allowed.endswith(".py") else list((BASE / allowed).rglob("*.py"))
        assert any(readings(path.read_text()) for path in files), allowed


@pytest.mark.parametrize(
    "sentence", ["datetime.now(UTC)", "timezone.now()", "date.today()", "time.time()", "datetime.datetime.now()"]
)
def test_a_reading_is_seen(sentence):
    assert readings(f"def due():\n    return {sentence}") == [2]


def test_the_clock_and_a_stopwatch_are_not_readings():
    assert readings("clock.now(); time.monotonic(); timezone.localdate(clock.now())") == []

"""Real processes to kill."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings


@pytest.fixture
def start(real_processes: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen]]:
    """``start("-m", "tests.faults.…", …, NAME="…")``: a Python on this test's database; killed at the end if need be."""
    started: list[subprocess.Popen] = []

    def start(*command: str, **environment: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=settings.BASE_DIR, env=real_processes | environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()

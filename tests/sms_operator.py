"""The fake operator of ``tests.gateway`` in a process of its own, and its log: what telephones received."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from typing import Any


class Operator:
    """Answers at ``url`` until it is stopped; ``delay`` milliseconds a call.  Also a context manager."""

    def __init__(self, *options: str, delay: int = 5) -> None:
        command = [sys.executable, "-m", "tests.gateway", "--delay", str(delay), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{self.process.stdout.readline().split()[1]}"

    def call(self, path: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        body = None if content is None else json.dumps(content).encode()
        with urllib.request.urlopen(self.url + path, data=body, timeout=5) as answer:
            return json.load(answer)

    def rang(self) -> list[str]:
        """The numbers called, one entry each time a telephone rang."""
        return [number for _reference, number in self.call("/log")["rang"]]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self) -> Operator:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

"""Progress of long work in a terminal: a bar when someone watches, a line now and then when a file does."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

WIDTH = 28
EVERY = 0.1  # seconds between two drawings of the bar
EVERY_LINE = 5.0


class Progress:
    """``with Progress(400, unit="people") as bar: bar.step("Amina")``."""

    def __init__(self, total: int, *, unit: str, stream: Any = None) -> None:
        self.total, self.unit, self.done = max(total, 1), unit, 0
        self.stream: TextIO = stream or sys.stderr
        self.watched = bool(getattr(self.stream, "isatty", lambda: False)())
        self.started = self.drawn = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *failure: object) -> None:
        if failure[0] is None:
            self._draw("", last=True)
        if self.watched:
            self.stream.write("\n")

    def step(self, label: str = "", count: int = 1) -> None:
        """``count`` more done, the last of them called ``label``."""
        self.done += count
        now = time.monotonic()
        if now - self.drawn >= (EVERY if self.watched else EVERY_LINE):
            self.drawn = now
            self._draw(label)

    def _draw(self, label: str, *, last: bool = False) -> None:
        share = min(self.done / self.total, 1.0)
        seconds = time.monotonic() - self.started
        facts = f"{self.done:,} / {self.total:,} {self.unit}  {seconds:.0f} s  {label}".replace(",", " ")
        if self.watched:
            full = round(WIDTH * share)
            self.stream.write(f"\r[{'█' * full}{'·' * (WIDTH - full)}] {facts:<60}")
        elif not last:
            self.stream.write(facts.rstrip() + "\n")
        self.stream.flush()

"""What the house asks of an antivirus: look at these files, say one word."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Protocol


class Verdict(Enum):
    CLEAN = "clean"
    INFECTED = "infected"
    AWAY = "away"
    """It did not answer, or could not look at a file: nothing is known, and nothing may be opened."""


class Antivirus(Protocol):
    def look(self, paths: Sequence[Path]) -> Verdict:
        """INFECTED when any of ``paths`` is; CLEAN only when every one was looked at to its end."""
        ...

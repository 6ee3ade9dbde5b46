"""What this room tells the floors above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LanguageChosen:
    """A signed-in person chose the language of the pages."""

    user_id: int
    language: str

"""The words of a printed form or letter, block by block.  How they look is ``printing`` and its one template.

Rooms above write their own forms with these few blocks; every block is plain data, so that a letter can be kept as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """One printed thing.  ``pages``: how many it takes, which the scan is compared with; ``address``: lines for the window of
    an envelope; ``facts``: what is known already, printed once at the top."""

    title: str
    blocks: list[Block]
    subtitle: str = ""
    pages: int = 1
    address: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    language: str = "fr"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Paper:
        return cls(**kept)


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def words(*paragraphs: str) -> Block:
    return {"kind": "words", "paragraphs": list(paragraphs)}


def choice(label: str, choices: Iterable[str], hint: str = "") -> Block:
    """One question with big boxes to tick."""
    return {"kind": "choice", "label": label, "choices": list(choices), "hint": hint}


def blanks(*fields: Block, label: str = "", hint: str = "") -> Block:
    """Fields side by side, under one label."""
    return {"kind": "blanks", "label": label, "hint": hint, "fields": list(fields)}


def boxed(label: str, count: int, *, width: int = 1, value: str = "", after: str = "") -> Block:
    """``count`` boxes, one a letter.  ``width``: its share of the row."""
    return {"label": label, "count": count, "width": width, "value": value, "after": after}


def line(label: str, *, width: int = 1, value: str = "") -> Block:
    """A line to write on, already filled with ``value`` when it is known."""
    return {"label": label, "count": 0, "width": width, "value": value, "after": ""}


def day(label: str, *, width: int = 1) -> Block:
    """Day, month, year: eight boxes."""
    return {"label": label, "count": 8, "width": width, "value": "", "after": "", "groups": [2, 2, 4]}


def ticks(items: Iterable[str], label: str = "") -> Block:
    """A list with a box before each line."""
    return {"kind": "ticks", "label": label, "items": list(items)}


def signature(place: str, day_label: str, sign: str) -> Block:
    return {"kind": "signature", "labels": [place, day_label, sign]}


def new_page() -> Block:
    return {"kind": "new_page"}

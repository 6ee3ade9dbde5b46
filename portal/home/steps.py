"""What comes next, for the person and for us: the two columns of a home page.

A room adds steps to a seeker's home through its tile: ``Tile(template, {"yours": [Step…], "ours": [Step…]})``; the home gathers
those of every room.  A tile that only has steps leaves ``template`` empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from portal.tiles import Tile


class StepState(StrEnum):
    DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, or that we will do.  ``clock`` is time left in words; ``url`` with ``action`` makes a button."""

    title: str
    when: date | datetime | None = None
    clock: str = ""
    detail: str = ""
    url: str = ""
    action: str = ""
    state: StepState = StepState.LATER


def gathered(tiles: Iterable[Tile], side: str) -> list[Any]:
    """The steps of one side, ``yours`` or ``ours``: what is to be done now first, then by date; undated ones last."""
    order = {StepState.NOW: 0, StepState.LATER: 1, StepState.DONE: 2}
    steps = [step for tile in tiles for step in tile.context.get(side, ())]
    return sorted(steps, key=lambda step: (order[step.state], step.when is None, str(step.when or "")))

"""The demo town: each room brings its share, made through its own services, in the order of the floors.

A room writes ``demo.py`` (found as Django finds ``admin.py``) with functions marked ``@share(order=…, title=…)``.  Shares run by rising
``order``; a share may move the demonstration's clock forward, so that what it makes carries a true date.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.module_loading import autodiscover_modules

from portal import clock

FIRST_DAY = clock.at(datetime(2026, 9, 1).date(), 9)
"""When the town is founded."""
OPENING_DAY = clock.at(datetime(2026, 11, 29).date(), 10, 5)
"""When a visitor arrives: the day after the November window opened."""
PASSWORD = "une-ville-inventee"  # noqa: S105  the same for every invented account, printed at the start


@dataclass
class Town:
    """What the shares pass on to each other."""

    people: int = 400
    chance: random.Random = field(default_factory=lambda: random.Random(20261129))  # noqa: S311  repeatable, not secret
    progress: Callable[[str, int, int], None] = lambda title, done, total: None


Share = Callable[[Town], None]
_shares: list[tuple[int, str, Share]] = []


def share(*, order: int, title: str) -> Callable[[Share], Share]:
    """Mark a room's share of the town."""

    def register(make: Share) -> Share:
        if all(known is not make for _, _, known in _shares):
            _shares.append((order, title, make))
        return make

    return register


def shares() -> list[tuple[str, Share]]:
    """Every room's share, in the order in which the town is built."""
    autodiscover_modules("demo")
    return [(title, make) for order, title, make in sorted(_shares, key=lambda each: each[0])]

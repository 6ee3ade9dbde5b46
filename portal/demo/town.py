"""The demo town: each room brings its share and its habits, through its own services, in the order of the floors.

A room writes ``demo.py`` (found as Django finds ``admin.py``).  ``@share(order=…, title=…)`` founds: people, agencies, rights.
``@habit(hour=…)`` lives: what the town's people do by themselves at that hour of each day (Europe/Paris), whether the town is
being built or a visitor moves its clock.  ``@landmark`` points: the moments of this room that a visitor may want to travel to.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from django.utils.module_loading import autodiscover_modules

from portal import clock

FOUNDED_AT = clock.at(date(2026, 9, 20), 9)
VISITED_FROM = clock.at(date(2026, 11, 29), 10, 5)
"""When a visitor arrives: the day after the November window opened."""
PASSWORD = "une-ville-inventee"  # noqa: S105  the same for every invented account, printed at the start


@dataclass
class Town:
    """What the shares pass on to each other."""

    people: int = 400
    chance: random.Random = field(default_factory=lambda: random.Random(20261129))  # noqa: S311  repeatable, not secret
    progress: Callable[[str, int, int], None] = lambda title, done, total: None


Share = Callable[[Town], None]
Habit = Callable[[date], None]
Landmark = Callable[[datetime], list[tuple[str, datetime]]]
_shares: list[tuple[int, str, Share]] = []
_habits: list[tuple[int, int, Habit]] = []
_landmarks: list[Landmark] = []


@cache
def _meet_the_rooms() -> None:
    """Once a process: the town asks at each of its hours."""
    autodiscover_modules("demo")


def share(*, order: int, title: str) -> Callable[[Share], Share]:
    """Mark a room's share of the town."""

    def register(make: Share) -> Share:
        if all(known is not make for _, _, known in _shares):
            _shares.append((order, title, make))
        return make

    return register


def shares() -> list[tuple[str, Share]]:
    """Every room's share, in the order in which the town is built."""
    _meet_the_rooms()
    return [(title, make) for order, title, make in sorted(_shares, key=lambda each: each[0])]


def habit(*, hour: int, order: int = 50) -> Callable[[Habit], Habit]:
    """Mark what people of the town do each day at ``hour`` (Europe/Paris), by rising ``order``; it is told the day."""

    def register(live: Habit) -> Habit:
        if all(known is not live for _, _, known in _habits):
            _habits.append((hour, order, live))
        return live

    return register


def habits_at(hour: int) -> list[Habit]:
    """What the town does at this hour of the day."""
    _meet_the_rooms()
    return [live for at, order, live in sorted(_habits, key=lambda each: each[:2]) if at == hour]


def hours_of_habit() -> set[int]:
    """The hours of the day at which something is done by habit."""
    _meet_the_rooms()
    return {hour for hour, _, _ in _habits}


def landmark(find: Landmark) -> Landmark:
    """Mark what names moments worth seeing: told the present instant, it gives labels and aware instants, past ones too."""
    if find not in _landmarks:
        _landmarks.append(find)
    return find


def landmarks_at(now: datetime) -> list[tuple[str, datetime]]:
    """What the rooms point at, in no order."""
    _meet_the_rooms()
    return [moment for find in _landmarks for moment in find(now)]

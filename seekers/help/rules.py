"""When we may promise to call, and until when to answer.  Pure: no row, no clock.

A promise is half an hour of a working day, by the person's own clock: neither Saturday, Sunday nor a public holiday of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from portal.notifications.rules.quiet import is_silent_day, zone_of

SLOT = timedelta(minutes=30)
NOTICE = timedelta(hours=1)
"""Nobody is called sooner: the advisor needs time to see the request, and the person to come back to the telephone."""
DAYS_AHEAD = 15
"""Calendar days looked at; fuller than that, no time is promised rather than one that nobody would wait for."""
NOON, SATURDAY = 12, 5
DAYS_TO_ANSWER = 2
"""Working days to answer a message."""
LATE_COMER = timedelta(days=14)
"""After this long, somebody who said they would come to the agency has come, or will not."""
MOST_TRIES = 3
"""Calls that nobody picks up, after which we write instead."""

PARIS = "Europe/Paris"
ZONES_BY_PREFIX = {
    "+262639": "Indian/Mayotte",
    "+262269": "Indian/Mayotte",
    "+262": "Indian/Reunion",
    "+590": "America/Guadeloupe",
    "+594": "America/Cayenne",
    "+596": "America/Martinique",
    "+508": "America/Miquelon",
    "+681": "Pacific/Wallis",
    "+687": "Pacific/Noumea",
    "+689": "Pacific/Tahiti",
}
"""The longest prefix first: Mayotte shares the code of La Réunion."""


class Moment(StrEnum):
    SOON = "soon"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours, by the person's clock, between which calls are made; ``closes`` is the end of the last one."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Slot:
    """UTC instants."""

    starts: datetime
    ends: datetime


def slots(now: datetime, zone: str, opening: Opening, moment: str = Moment.SOON) -> Iterator[Slot]:
    """Every half hour that could be promised to somebody living in ``zone``, the soonest first, whoever else has it."""
    here, first = zone_of(zone), now + NOTICE
    for ahead in range(DAYS_AHEAD):
        day = now.astimezone(here).date() + timedelta(days=ahead)
        if not is_working_day(day, zone):
            continue
        for starts in _of_day(day, here, opening, moment):
            if starts >= first:
                yield Slot(starts.astimezone(UTC), (starts + SLOT).astimezone(UTC))


def answer_by(now: datetime, zone: str, opening: Opening) -> datetime:
    """Until when a message is answered: the closing of the second working day after today (UTC)."""
    here = zone_of(zone)
    day, left = now.astimezone(here).date(), DAYS_TO_ANSWER
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, zone)
    return datetime.combine(day, time(opening.closes), tzinfo=here).astimezone(UTC)


def is_working_day(day: date, zone: str) -> bool:
    return day.weekday() < SATURDAY and not is_silent_day(day, zone)


def zone_of_phone(number: str) -> str:
    """Where somebody lives whose only known address is a telephone (E.164); Europe/Paris when it does not tell."""
    return next((zone for prefix, zone in ZONES_BY_PREFIX.items() if number.startswith(prefix)), PARIS)


def _of_day(day: date, here: ZoneInfo, opening: Opening, moment: str) -> Iterator[datetime]:
    opens = NOON if moment == Moment.AFTERNOON else opening.opens
    closes = NOON if moment == Moment.MORNING else opening.closes
    starts = datetime.combine(day, time(opens), tzinfo=here)
    end = datetime.combine(day, time(closes), tzinfo=here)
    while starts + SLOT <= end:
        yield starts
        starts += SLOT

"""When a person comes back in the call queue.  Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NOT_ANSWERED = frozenset({"voicemail", "no_answer"})
PROMISED = frozenset({"reached", "to_visit"})
"""The person said that they would do it: they come back in the queue if they do not."""
SAME_DAY = timedelta(hours=3)
TRIES_A_DAY = 2
"""A telephone that rings more often in a day is harassment, not help."""
OPENS, CLOSES = 9, 17
TIME_TO_ACT = 2
"""Days left to somebody who promised."""
FRIDAY = 4


def back_at(
    result: str, *, now: datetime, tries_today: int, zone: ZoneInfo, back_on: date | None = None
) -> datetime | None:
    """The instant (in ``zone``) from which a person is to be called again after ``result``; None: never for this call.

    ``tries_today`` counts this try.  ``back_on`` is the day agreed with the person, if any; it counts after a promise only.
    """
    here = now.astimezone(zone)
    if result in PROMISED:
        return _morning(max(back_on, here.date()) if back_on else here.date() + timedelta(days=TIME_TO_ACT), zone)
    if result not in NOT_ANSWERED:
        return None
    later = here + SAME_DAY
    if tries_today < TRIES_A_DAY and later.date() == here.date() and later.hour < CLOSES:
        return later
    return _morning(here.date() + timedelta(days=1), zone)


def _morning(day: date, zone: ZoneInfo) -> datetime:
    """The opening of the agency on ``day``, or on the Monday after."""
    while day.weekday() > FRIDAY:
        day += timedelta(days=1)
    return datetime.combine(day, time(OPENS), tzinfo=zone)

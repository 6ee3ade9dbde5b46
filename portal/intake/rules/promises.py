"""By when we promise to have read a form, and how long a letter may be on its way.  Pure."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

KEYED_WITHIN = 2
"""Working days from the day a form arrives to the day its answers are keyed."""
ON_ITS_WAY = 7
"""Days that a letter posted in time may take in ordinary times: the end of a deadline waits that long for it."""
SATURDAY = 5


def keyed_by(received_on: date) -> date:
    """The day (Europe/Paris) by the end of which the answers are keyed: two working days after ``received_on``."""
    day = received_on
    for _each in range(KEYED_WITHIN):
        day = _next_working(day)
    return day


def _next_working(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY or day in _holidays(day.year):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=8)
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("FR", years=year)

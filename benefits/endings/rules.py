"""Where a right ends, and how long before its end we speak of it.  Dates and days in, dates out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from portal.months import Month
from seekers.declarations.calendar import window_of

MONTH_DAYS = 30
"""Every month pays thirty days since April 2025 (circulaire Unédic 2025-03)."""
STEPS = (90, 30)
"""Days before the end at which the person is warned, the earliest first."""


def first_unpaid_month(today: date) -> Month:
    """The first month that may still be declared on ``today``, so that may still use up days."""
    before = Month.of(today).previous
    return before if today <= window_of(before).closes_on else before.next


def last_day(starts_on: date, days: int) -> date:
    """The last payable day of a right with ``days`` days left (1 or more) from ``starts_on``, every day of which is paid.

    A month takes thirty days whatever the calendar says: the thirtieth is its last day.  Work or sickness makes it end later.
    """
    line = (starts_on.year * 12 + starts_on.month - 1) * MONTH_DAYS + min(starts_on.day, MONTH_DAYS) + days - 2
    year, month = divmod(line // MONTH_DAYS, 12)
    day, last = line % MONTH_DAYS + 1, monthrange(year, month + 1)[1]
    return date(year, month + 1, last if day == MONTH_DAYS else min(day, last))


def step_of(ends_on: date, today: date) -> int | None:
    """The warning that is due: the smallest step that has been reached; none too early or once the right has ended."""
    ahead = (ends_on - today).days
    reached = [step for step in STEPS if 0 <= ahead <= step]
    return min(reached, default=None)

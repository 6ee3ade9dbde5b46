"""Days as numbers (``date.toordinal()``), counted in months and years for one person or for an array of people.

The proleptic Gregorian calendar by whole divisions only, on years that begin in March: the leap day is then the last of
its year, and every month but February has its place by one formula.
"""

from __future__ import annotations

from typing import NamedTuple

from benefits.rules.choice import smaller
from portal.money import Whole

MARCH_OF_YEAR_ZERO = -305  # the ordinal of 1 March of the year 0
DAYS_IN_FOUR_CENTURIES = 146_097
MONTHS = 12


class _Day(NamedTuple):
    month: Whole  # months since March of the year 0
    day: Whole  # 0 for the first of the month


def _split(ordinal: Whole) -> _Day:
    since = ordinal - MARCH_OF_YEAR_ZERO
    cycle, day = since // DAYS_IN_FOUR_CENTURIES, since % DAYS_IN_FOUR_CENTURIES
    year = (day - day // 1_460 + day // 36_524 - day // 146_096) // 365
    in_year = day - (365 * year + year // 4 - year // 100)
    month = (5 * in_year + 2) // 153
    return _Day((cycle * 400 + year) * MONTHS + month, in_year - _before(month))


def _before(month: Whole) -> Whole:
    """The days of the year, March first, before its month number ``month`` (0 for March)."""
    return (153 * month + 2) // 5


def _first(month: Whole) -> Whole:
    """The ordinal of the first day of a month."""
    year = month // MONTHS
    leap_days = year // 4 - year // 100 + year // 400
    return 365 * year + leap_days + _before(month % MONTHS) + MARCH_OF_YEAR_ZERO


def plus_months(ordinal: Whole, months: Whole) -> Whole:
    """The same day ``months`` later (earlier when negative); the last of the month when it has no such day."""
    found = _split(ordinal)
    first = _first(found.month + months)
    return first + smaller(found.day, _first(found.month + months + 1) - first - 1)


def age_on(day: Whole, born: Whole) -> Whole:
    """Complete years lived on ``day`` by someone born on the day ``born``."""
    now, birth = _split(day), _split(born)
    return (now.month - birth.month - (now.day < birth.day)) // MONTHS

"""When a month is declared: the published calendar, and the rule where nothing is published.

Opens on the 28th of the month (the 26th in February), closes on the 15th of the next at the stroke of midnight,
weekend or not, Europe/Paris; the first transfers leave on the first working day of the next month.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from portal import clock
from portal.months import Month

TABLE = Path(__file__).with_name("calendar.toml")
PARIS = "Europe/Paris"
OPENING_DAY, FEBRUARY_OPENING_DAY, CLOSING_DAY = 28, 26, 15
FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class WindowDates:
    """The declaration of one month.

    ``opens_at`` and ``closes_at`` are UTC instants, the second exclusive: at ``closes_at`` it is too late.
    ``published`` tells whether the days were announced or computed by the rule. ``first_transfers_on`` is ``None``
    for a past month whose date was never found.
    """

    month: Month
    opens_on: date
    closes_on: date
    opens_at: datetime
    closes_at: datetime
    first_transfers_on: date | None
    published: bool

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


def window_of(month: Month, zone: str = PARIS) -> WindowDates:
    """The declaration window of ``month`` for a person living in ``zone``.

    Overseas the window never closes before midnight on the person's own clock, and never before midnight in Paris.
    Refuses (``ValueError``) a month before the calendar begins and a zone that does not exist.
    """
    table = _published()
    first, last = min(table), max(table)
    if month < first:
        raise ValueError(f"The declaration calendar begins with {first}, {month} is too early.")
    announced = table.get(month, {})
    opens_on = announced.get("opens", _opening(month))
    closes_on = date(month.next.year, month.next.month, CLOSING_DAY)
    midnight = closes_on + timedelta(days=1)
    return WindowDates(
        month=month,
        opens_on=opens_on,
        closes_on=closes_on,
        opens_at=_midnight(opens_on, PARIS),
        closes_at=max(_midnight(midnight, PARIS), _midnight(midnight, zone)),
        first_transfers_on=announced.get("transfers") if month <= last else first_working_day(month.next),
        published=month in table,
    )


def last_day(closes_at: datetime, zone: tzinfo = clock.PARIS) -> date:
    """The last day on which one may declare: ``closes_at`` is exclusive, 16 December 00:00 closes at the end of the 15th."""
    return (closes_at - timedelta(microseconds=1)).astimezone(zone).date()


def first_working_day(month: Month) -> date:
    """The first day of ``month`` that is neither Saturday, Sunday nor a French public holiday."""
    off = holidays.country_holidays("FR", years=month.year)
    return next(day for day in month if day.weekday() < 5 and day not in off)


def _opening(month: Month) -> date:
    day = FEBRUARY_OPENING_DAY if month.month == FEBRUARY else OPENING_DAY
    return date(month.year, month.month, day)


def _midnight(day: date, zone: str) -> datetime:
    """The instant at which ``day`` begins in ``zone``, in UTC."""
    try:
        return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ValueError(f"There is no time zone {zone!r}.") from unknown


@lru_cache(maxsize=1)
def _published() -> dict[Month, dict[str, date]]:
    """The announced days by month: ``transfers`` where it is known, ``opens`` only where it departs from the rule."""
    text = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    table: dict[Month, dict[str, date]] = {}
    for source in text["source"]:
        for month in Month.parse(source["from"]).through(Month.parse(source["to"])):
            table.setdefault(month, {})
        for name, day in source.get("transfers", {}).items():
            table[Month.parse(name)]["transfers"] = day
        for name, day in source.get("opens", {}).items():
            table[Month.parse(name)]["opens"] = day
    return table

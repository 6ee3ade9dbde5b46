"""The only reader of time.

Instants are UTC, the law is Europe/Paris, and overseas departments have their own zone.  In demonstration mode the clock can
be moved (``portal.demo``): it is then real time plus a shift.  No other module calls ``datetime.now``, ``date.today`` or
``timezone.now``; a house test holds everyone to it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_shift = timedelta(0)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC) + _shift


def today(zone: ZoneInfo = PARIS) -> date:
    """The present day where the person lives (Europe/Paris unless told)."""
    return day_of(now(), zone)


def day_of(instant: datetime, zone: ZoneInfo = PARIS) -> date:
    """The day on which ``instant`` (aware) falls in ``zone``."""
    return instant.astimezone(zone).date()


def start_of(day: date, zone: ZoneInfo = PARIS) -> datetime:
    """00:00 of ``day`` in ``zone``, as a UTC instant."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def at(day: date, hour: int, minute: int = 0, zone: ZoneInfo = PARIS) -> datetime:
    """``hour:minute`` of ``day`` in ``zone``, as a UTC instant."""
    return datetime.combine(day, time(hour, minute), tzinfo=zone).astimezone(UTC)


def set_shift(shift: timedelta) -> None:
    """Move the clock of this process.  Only ``portal.demo`` calls this, and only in demonstration mode."""
    global _shift
    _shift = shift


def shift() -> timedelta:
    """How far the clock stands from real time; zero outside demonstration mode."""
    return _shift

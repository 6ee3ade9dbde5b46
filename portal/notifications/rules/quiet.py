"""Hours of silence: nothing between 20:00 and 08:00, nothing on Sundays and public holidays, where the person lives.

A message whose deadline falls within twelve hours goes out all the same: silence would cost the person more than a noise.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

OPENS, CLOSES = time(8), time(20)
SUNDAY = 6
DEADLINE_NEAR = timedelta(hours=12)
_TERRITORY = {
    "Indian/Reunion": "974",
    "Indian/Mayotte": "976",
    "America/Guadeloupe": "971",
    "America/Marigot": "MF",
    "America/St_Barthelemy": "BL",
    "America/Martinique": "972",
    "America/Cayenne": "973",
    "America/Miquelon": "PM",
    "Pacific/Noumea": "NC",
    "Pacific/Tahiti": "PF",
    "Pacific/Wallis": "WF",
}


def next_allowed(at: datetime, zone: str) -> datetime:
    """``at`` itself when people living in ``zone`` may be disturbed then, else the next 08:00 at which they may (UTC)."""
    local = at.astimezone(zone_of(zone))
    if _is_working(local, zone) and OPENS <= local.time() < CLOSES:
        return at
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    morning = datetime.combine(day, OPENS, tzinfo=zone_of(zone))
    while not _is_working(morning, zone):
        morning += timedelta(days=1)
    return morning.astimezone(UTC)


def earliest(at: datetime, zone: str, drop_dead_at: datetime | None) -> datetime:
    """When a message that is ready at ``at`` may leave: at once outside the silence or within twelve hours of its deadline,
    else at the end of the silence or at the beginning of those twelve hours, whichever comes first (UTC)."""
    allowed = next_allowed(at, zone)
    if drop_dead_at is None:
        return allowed
    return min(allowed, max(at, drop_dead_at - DEADLINE_NEAR))


def next_day(at: datetime, zone: str) -> datetime:
    """The first moment after the present day of ``zone`` at which people may be disturbed (UTC)."""
    tomorrow = datetime.combine(at.astimezone(zone_of(zone)).date() + timedelta(days=1), OPENS, tzinfo=zone_of(zone))
    return next_allowed(tomorrow.astimezone(UTC), zone)


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def is_silent_day(day: date, zone: str = "Europe/Paris") -> bool:
    """A Sunday or a public holiday of ``zone``."""
    return day.weekday() == SUNDAY or day in _holidays(day.year, zone)


def _is_working(local: datetime, zone: str) -> bool:
    return not is_silent_day(local.date(), zone)


@lru_cache(maxsize=64)
def _holidays(year: int, zone: str) -> holidays.HolidayBase:
    return holidays.country_holidays("FR", subdiv=_TERRITORY.get(zone), years=year)

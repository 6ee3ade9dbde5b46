"""The clock of a person who registers: a day is the day where they live."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from seekers.profiles.rules import zone_of
from seekers.registration.answers import Answers


def zone(answers: Answers) -> ZoneInfo:
    """From the postcode; Paris until it is known."""
    return ZoneInfo(zone_of(answers.address.postcode))


def today(answers: Answers, now: datetime) -> date:
    return now.astimezone(zone(answers)).date()


UNLISTED_COMMUNE, UNLISTED_OCCUPATION = "00000", "Z0000"
"""What the person chose when their commune or their trade was not in our list: an advisor finds it with them."""

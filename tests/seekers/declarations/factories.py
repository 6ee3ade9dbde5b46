"""A month, its answers, and people who have sent them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal import clock
from portal.months import Month
from seekers.declarations import rules, services
from seekers.declarations.answers import QUESTIONS, Answers, Employer
from seekers.declarations.models import Version
from seekers.profiles.models import Seeker

NOVEMBER = Month(2026, 11)
OPEN = clock.at(NOVEMBER.next.first, 14, 5)
"""1 December 2026, 14:05 in Paris: the window of November is open."""
CLOSED = clock.at(NOVEMBER.next.first.replace(day=20), 10)


def said(**given: Any) -> Answers:
    """Every question answered, no to all, still looking; ``given`` changes some."""
    return Answers(**{**dict.fromkeys(QUESTIONS, False), "still_looking": True, **given})


def worked(*employers: Employer, **given: Any) -> Answers:
    return said(worked=True, employers=employers, **given)


def bakery(**given: Any) -> Employer:
    """Forty hours, 600 € gross: 15 € an hour."""
    return Employer(**{"name": "Boulangerie Abel", "minutes": 2400, "gross_cents": 60_000, "ended": False, **given})


def sent(seeker: Seeker, answers: Answers, *, month: Month = NOVEMBER, now: datetime = OPEN, **facts: Any) -> Version:
    """Sent by the person, whatever is surprising confirmed."""
    known = {"base_version": 0, "via": "web", "actor": seeker.user, "confirmed": everything(seeker, answers, month)}
    return services.file(seeker=seeker, month=month, answers=answers, now=now, **(known | facts))


def everything(seeker: Seeker, answers: Answers, month: Month) -> tuple[str, ...]:
    return tuple(each.key for each in rules.surprises(answers, services.previous_answers(seeker, month), month))

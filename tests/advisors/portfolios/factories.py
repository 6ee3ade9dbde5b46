"""Advisors, the people they follow, and the calls that wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advisors.portfolios import services
from advisors.portfolios.models import Assignment, CallTask
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from seekers.profiles.models import Seeker
from seekers.reminders.events import CallNeeded, CallReason
from tests.portal.accounts.factories import UserFactory
from tests.seekers.registration.factories import registered


def advisor(**facts: Any) -> User:
    return UserFactory(roles=(Role.ADVISOR,), **facts)


def followed(by: User, seeker: Seeker | None = None, *, level: str = "guided", **facts: Any) -> Seeker:
    """A person in the portfolio of ``by``."""
    person = seeker or registered(**facts)
    services.assign(seeker=person, advisor=by, actor=None, now=clock.now(), level=level)
    return person


def asked(
    seeker: Seeker, *reasons: CallReason, now: datetime, score: int = 20, hours: int = 240, key: str = ""
) -> CallTask:
    """A call that the ladder asked for a minute before ``now``, useful for ``hours``."""
    codes = tuple(reason.value for reason in reasons or (CallReason.LOW_AUTONOMY,))
    need = CallNeeded(seeker.pk, key or f"call:{seeker.pk}", codes, score, now + timedelta(hours=hours))
    services.ask_calls(calls=[need], actor=None, now=now - timedelta(minutes=1))
    return CallTask.objects.get(dedupe_key=need.dedupe_key)


def everybody(by: User) -> list[str]:
    """The portfolio of ``by``, in no matter what order."""
    return sorted(str(row.seeker) for row in Assignment.objects.of_advisor(by).select_related("seeker"))

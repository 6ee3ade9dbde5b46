"""What a declaration does to the registration: its end, its category, the way back when a month was thought missed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from portal.prepared import Blank, Prepared
from seekers.declarations import rules
from seekers.declarations.answers import Answers
from seekers.declarations.models import Declaration, Version
from seekers.registration import services as registrations
from seekers.registration.models import CeaseReason, Registration, State


def _later(given: type[Blank]) -> QuerySet[Declaration]:
    """A month after this one, already sent."""
    return Declaration.objects.filter(seeker=given("seeker"), month__gt=given("month")).filed().only("pk")


_LATER = Prepared(_later)


def follow(
    declaration: Declaration,
    registration: Registration,
    version: Version,
    answers: Answers,
    *,
    replaced: Version | None,
    because: str,
    actor: Any,
    now: datetime,
) -> None:
    """Bring ``registration`` in line with ``version``, which has just been written and replaces ``replaced``.

    ``because``: the reason for which a registration that had ended goes on.
    """
    if version.ends_on is not None:
        _end(registration, on=version.ends_on, reason=version.end_reason, actor=actor, now=now)
        return
    if registration.state == State.CEASED and _ended_by(declaration, registration, replaced):
        registration = _take_back(registration, because=because, actor=actor, now=now)
    if registration.state == State.ACTIVE and _is_latest(declaration):
        registrations.recategorise(
            registration=registration,
            minutes_worked=version.minutes_worked,
            in_training=version.in_training,
            unavailable_days=rules.unavailable_days(answers, declaration.month),
            actor=actor,
            now=now,
        )


def _end(registration: Registration, *, on: date, reason: str, actor: Any, now: datetime) -> None:
    if registration.state == State.ACTIVE:
        registrations.cease(registration=registration, on=on, reason=reason, actor=actor, now=now)
    elif (registration.ceased_on, registration.cease_reason) != (on, reason):
        registrations.correct_end(registration=registration, on=on, reason=reason, actor=actor, now=now)


def _ended_by(declaration: Declaration, registration: Registration, replaced: Version | None) -> bool:
    """Did the registration end because this month was not declared, or because the version now replaced said so?"""
    missed = registration.cease_reason == CeaseReason.NOT_DECLARED and registration.ceased_on == declaration.month.last
    said = replaced is not None and not replaced.still_looking and registration.ceased_on == replaced.ends_on
    return missed or said


def _take_back(registration: Registration, *, because: str, actor: Any, now: datetime) -> Registration:
    """Unless the person has come back since: then the newer registration stands, and the month is simply declared."""
    if Registration.objects.active().filter(seeker=registration.seeker_id).exists():
        return registration
    return registrations.undo_cessation(registration=registration, actor=actor, reason=because, now=now)


def _is_latest(declaration: Declaration) -> bool:
    """A late declaration of an old month does not change today's category."""
    return _LATER.first(seeker=declaration.seeker_id, month=declaration.month.first) is None

"""The short check by which the application of every stranger passes, whether the number typed is known here or not.

For as long as ``CHECK`` lasts, two applications read alike: same state, same pages, same messages.  Then the clock enters
those of which nothing is doubted; an advisor decides on the others.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from seekers.registration.answers import Answers
from seekers.registration.models import Application, ApplicationState
from seekers.registration.services.rows import locked
from seekers.registration.services.signing import KNOWN_NUMBER, TAKEN, doubt_of, entered

CHECK = timedelta(minutes=2)
"""So that no answer comes with the click.  Nothing is lost meanwhile: the registration counts from the day it was asked for."""


def enter_verified(*, now: datetime) -> int:
    """Enter what was signed ``CHECK`` ago and raises no doubt; how many.  The system acts.

    Each in its own transaction: what turns out to be known since is left to an advisor, and holds nobody else back.
    """
    due = list(Application.objects.verified_by(now - CHECK).values_list("pk", flat=True))
    return sum(_enter(pk, now) for pk in due)


def _enter(pk: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            row = locked(Application(pk=pk))
            if row.state != ApplicationState.TO_CHECK or row.check_reason:
                return False  # another worker was quicker
            answers = Answers.from_json(row.answers)
            reason = doubt_of(row, answers)
            if reason:
                return _doubted(pk, reason)
            entered(row, answers, {}, actor=None, now=now, session_key=None)
            return True
    except TAKEN:
        return _doubted(pk, KNOWN_NUMBER)


def _doubted(pk: int, reason: str) -> bool:
    """Only an advisor reads why; the person reads what they read before."""
    Application.objects.filter(pk=pk, state=ApplicationState.TO_CHECK, check_reason="").update(check_reason=reason)
    return False

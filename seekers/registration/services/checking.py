"""An application that an advisor looks at, because the number, the e-mail or the person is that of another file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts import services as accounts
from portal.notifications import services as notifications
from portal.states import transition
from seekers.profiles.models import Seeker
from seekers.registration import kinds
from seekers.registration.answers import Answers
from seekers.registration.models import Application, ApplicationState
from seekers.registration.services.entering import enter
from seekers.registration.services.refusals import NothingToCheck, ReasonMissing
from seekers.registration.services.rows import locked
from seekers.registration.services.signing import KNOWN_EMAIL, KNOWN_NUMBER


class Outcome(StrEnum):
    SAME_PERSON = "same_person"
    """The file that exists is theirs: the application goes to it (``seeker``)."""
    OTHER_PERSON = "other_person"
    """Somebody else's number or address was typed: registered without it, and it is asked for again."""
    NOT_GENUINE = "not_genuine"
    """Nobody asked for this: closed."""


def check_settled(
    *,
    application: Application,
    outcome: Outcome,
    reason: str,
    actor: Any,
    now: datetime,
    seeker: Seeker | None = None,
) -> Application:
    """An advisor says who the person is, after having spoken with them.  ``seeker``: their file, for ``SAME_PERSON``.

    Refused: ``NothingToCheck``, ``ReasonMissing``; what the rooms below refuse.
    """
    if not reason.strip() or (outcome == Outcome.SAME_PERSON and seeker is None):
        raise ReasonMissing(_("Dites ce que vous avez vérifié, et avec qui."))
    with transaction.atomic():
        row = locked(application)
        if row.state != ApplicationState.TO_CHECK:
            raise NothingToCheck(_("Cette demande n’attend plus de vérification."))
        if outcome == Outcome.NOT_GENUINE:
            accounts.close_applicant(user=row.applicant, actor=actor, now=now)
            return transition(row, ApplicationState.ABANDONED, actor=actor, reason=reason, answers={}, typed={})
        answers = Answers.from_json(row.answers)
        if outcome == Outcome.SAME_PERSON:
            row.seeker = seeker
        else:
            answers = _without_what_is_anothers(answers, row.check_reason)
        entered = enter(row, answers, row.asked_on or now.date(), actor=actor, now=now)
        if outcome == Outcome.SAME_PERSON:
            accounts.close_applicant(user=row.applicant, actor=actor, now=now)
        done = transition(
            row, ApplicationState.SIGNED, actor=actor, reason=reason, seeker=entered.seeker,
            registration=entered.registration,
        )  # fmt: skip
        entered.publish(done, answers)
        notifications.post(
            kind=kinds.ApplicationSigned, user=entered.seeker.user, now=now, dedupe_key=f"application:{done.pk}:settled",
            context={"receipt": done.receipt or "", "at": done.signed_at},
        )  # fmt: skip
    return done


def _without_what_is_anothers(answers: Answers, check_reason: str) -> Answers:
    if check_reason == KNOWN_NUMBER:
        return replace(answers, identity=replace(answers.identity, nir=""))
    if check_reason == KNOWN_EMAIL:
        channel = "sms" if answers.contact.phone else "inbox"
        return replace(answers, contact=replace(answers.contact, email="", preferred_channel=channel))
    return answers

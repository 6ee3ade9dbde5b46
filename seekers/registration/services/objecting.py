"""Answering somebody who does not recognise what was signed for them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from portal import events
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications import services as notifications
from seekers.registration import kinds
from seekers.registration.events import ObjectionWithdrawn
from seekers.registration.models import Application, ApplicationState, ObjectionAnswer
from seekers.registration.objections import DECIDED, NEXT
from seekers.registration.services.applying import begin_again
from seekers.registration.services.refusals import NothingToAnswer, ReasonMissing
from seekers.registration.services.rows import locked, storable


def answer_objection(
    *, application: Application, answer: ObjectionAnswer, words: str, via: str, actor: User, now: datetime
) -> Application | None:
    """``actor`` has spoken with the person: the application stands, is corrected, or the objection is taken back.

    They are told what, by whom, in ``words``, and what can be done next.  What was signed is never changed.  Taken back:
    ``ObjectionWithdrawn``, the claim goes on.  Kept: whoever decides on rights looks at it.  Corrected: the draft of a new
    application, filled in with what the file knows, that ``actor`` finishes with the person as they now talk (``via``); the
    draft that the person has begun already, if any.  None otherwise.  Refused: ``ReasonMissing`` (no words),
    ``NothingToAnswer``.
    """
    said = storable(words).strip()[:500]
    if not said:
        raise ReasonMissing(_("Écrivez ce que vous avez vu avec la personne : elle lira ces mots."))
    with transaction.atomic():
        row = locked(application)
        seeker, waits = row.seeker, row.objected_at is not None and row.objection_answered_at is None
        if row.state != ApplicationState.SIGNED or seeker is None or not waits:
            raise NothingToAnswer(_("Cette contestation a déjà sa réponse."))
        row.objection_answer, row.objection_words = answer, said
        row.objection_answered_at, row.objection_answered_by = now, actor
        row.save(
            update_fields=["objection_answer", "objection_words", "objection_answered_at", "objection_answered_by"]
        )
        audit.record(
            action="registration.objection_answered", target=row, actor=actor, reason=said,
            details={"answer": str(answer)},
        )  # fmt: skip
        with translation.override(seeker.user.language):
            told = {"decided": str(DECIDED[answer]), "next": str(NEXT[answer]), "name": actor.full_name, "words": said}
        notifications.post(
            kind=kinds.ObjectionAnswered, user=seeker.user, now=now, context=told,
            dedupe_key=f"application:{row.pk}:objection_answered",
        )  # fmt: skip
        if answer == ObjectionAnswer.WITHDRAWN:
            events.publish(ObjectionWithdrawn(row.pk, actor.pk))
        if answer != ObjectionAnswer.CORRECTED:
            return None
        return begin_again(seeker=seeker, actor=actor, now=now, via=via)

"""Acting for a person: their agreement once a conversation, then any of their acts, each with its proof."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from advisors.portfolios.act import Act, Done, Subject
from advisors.portfolios.kinds import DoneForYou
from advisors.portfolios.models import Agreement, AgreementVia, Assignment, AssistedAct
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.refusals import Refused
from seekers.registration.models import Application

CONVERSATION = timedelta(hours=1)
"""A conversation that lasts longer asks for the agreement again."""
TIME_TO_OBJECT, BY_POST = timedelta(hours=48), timedelta(days=15)
"""A letter goes with the proof, and an answer comes back."""
WORDS_MOST, DONE_MOST = 200, 200


class AgreementMissing(Refused):
    """Nothing is done for somebody who has not agreed, or whose conversation is over."""

    code = "agreement_missing"


def find_helped(*, public_id: Any, actor: User) -> User:
    """Who ``actor`` may act for: somebody they follow, or whose draft they fill in.  Nobody else exists (``Http404``)."""
    followed = Assignment.objects.of_advisor(actor).filter(seeker__user__public_id=public_id).values("seeker__user")
    beside = Application.objects.drafts().filter(helper=actor, applicant__public_id=public_id).values("applicant")
    helped = User.objects.filter(pk__in=followed.union(beside)).exclude(pk=actor.pk).first()
    if helped is None:
        raise Http404
    return helped


def agree(*, person: User, via: str, words: str, actor: User, now: datetime) -> Agreement:
    """``person`` lets ``actor`` act for them during this conversation: an hour at the most.  Noted twice, it is one.

    Refused: ``AgreementMissing`` without their words.
    """
    said = " ".join(words.split())[:WORDS_MOST]
    if not said:
        raise AgreementMissing(_("Écrivez les mots par lesquels la personne est d’accord."))
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)  # pressed twice: one after the other
        present = Agreement.objects.open_with(person, actor, now).first()
        if present is not None:
            return present
        agreement = Agreement.objects.create(
            person=person, advisor=actor, via=AgreementVia(via), words=said, agreed_at=now, until=now + CONVERSATION
        )
        audit.record(action="portfolios.agreed", target=agreement, actor=actor, details={"via": str(via)})
    return agreement


def end_conversation(*, agreement: Agreement, actor: User, now: datetime) -> Agreement:
    """Nothing more is done under this agreement.  Twice changes nothing."""
    with transaction.atomic():
        row = _held(agreement)
        if row.ended_at is None:
            row.ended_at = now
            row.save(update_fields=["ended_at"])
            audit.record(action="portfolios.agreement_ended", target=row, actor=actor)
    return row


def act_for(
    *, agreement: Agreement, act: Act, subject: Subject, form: Any, once: UUID, actor: User, now: datetime
) -> tuple[AssistedAct, Done]:
    """Do ``act`` on ``subject`` for the person, through their own service; they are told, and have 48 hours to object (15 days by
    post).

    ``form`` is valid; ``once`` is the number that its page carried: posted twice, it is done once.
    Refused: ``AgreementMissing``, and whatever the service of the act refuses; nothing has changed then.
    """
    with transaction.atomic():
        row = _held(agreement)
        if row.advisor_id != actor.pk or row.ended_at is not None or now >= row.until:
            raise AgreementMissing(_("Cette conversation est terminée : demandez de nouveau son accord à la personne."))
        before = AssistedAct.objects.filter(public_id=once).select_related("agreement").first()
        if before is not None:
            return _done_before(before, row)
        with translation.override(row.person.language):
            done = act.perform(subject, form, actor=actor, now=now)
        written = AssistedAct.objects.create(
            public_id=once, agreement=row, act=act.code, subject=subject.key[:80], done=done.words[:DONE_MOST], done_at=now,
            object_until=now + (BY_POST if row.via == AgreementVia.POST else TIME_TO_OBJECT),
        )  # fmt: skip
        audit.record(action="portfolios.acted", target=written, actor=actor, details={"act": act.code, "via": row.via})
        notifications.post(
            kind=DoneForYou, user=row.person, now=now, dedupe_key=f"act:{written.pk}",
            context={"done": done.words, "name": actor.full_name, "until": written.object_until},
        )  # fmt: skip
    return written, done


def _done_before(act: AssistedAct, agreement: Agreement) -> tuple[AssistedAct, Done]:
    """The page was posted twice, perhaps in a later conversation of the same two; a number of others is a page of nobody."""
    if (act.agreement.person_id, act.agreement.advisor_id) != (agreement.person_id, agreement.advisor_id):
        raise AgreementMissing(_("Cette page n’est plus valable : revenez à ce qui peut être fait, et recommencez."))
    return act, Done(act.done)


def _held(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).select_related("person").get(pk=agreement.pk)

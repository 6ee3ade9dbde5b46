"""« Ce n’est pas ce que j’ai demandé »: objecting to what an advisor did, and the answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from advisors.portfolios.kinds import ActAnswered
from advisors.portfolios.models import ANSWERS, ActState, AssistanceReason, AssistedAct
from advisors.portfolios.models.acts import OBJECTION_MOST
from advisors.portfolios.permissions import check_may_answer_act
from advisors.portfolios.services.calls import ask_call_back
from portal.accounts.models import User
from portal.notifications import services as notifications
from portal.refusals import Refused
from portal.states import transition
from seekers.profiles.models import Seeker


class CannotObject(Refused):
    """After 48 hours, twice, or without a word."""

    code = "cannot_object_to_act"


class AnswerMissing(Refused):
    """The person reads the answer: it has words."""

    code = "answer_missing"


def object_to_act(*, act: AssistedAct, words: str, actor: User, now: datetime) -> AssistedAct:
    """The person does not recognise what was done for them: an advisor calls back, and what was done stands meanwhile.

    ``actor`` is the person, or the advisor to whom they said it.  Refused: ``CannotObject``.
    """
    said = words.replace("\0", "").strip()[:OBJECTION_MOST]
    if not said:
        raise CannotObject(_("Dites en quelques mots ce qui ne va pas."))
    with transaction.atomic():
        row = AssistedAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
        if not row.may_be_objected(now):
            raise CannotObject(_("Il n’est plus possible de le dire ici. Appelez-nous : nous corrigerons avec vous."))
        objected = transition(row, ActState.OBJECTED, actor=actor, reason=said, objected_at=now, objection=said)
        seeker = Seeker.objects.of(objected.person).first()
        if seeker is not None:
            ask_call_back(
                seeker_id=seeker.pk, key=f"act:{row.pk}", actor=actor, now=now, reason=AssistanceReason.OBJECTED_ACT
            )
    return objected


def answer_act(*, act: AssistedAct, answer: ActState, words: str, actor: Any, now: datetime) -> AssistedAct:
    """``actor`` has spoken with the person: it stands, it was corrected with them, or they take their objection back.

    They are told what, by whom, in ``words``.  Refused: ``MayNotSettle`` (whoever did it says neither of the first and the
    last alone), ``AnswerMissing``, ``IllegalTransition`` (answered already).
    """
    check_may_answer_act(actor, act, answer)
    said = words.replace("\0", "").strip()[:OBJECTION_MOST]
    if not said or answer not in ANSWERS:
        raise AnswerMissing(_("Écrivez la réponse : la personne la lira."))
    with transaction.atomic():
        row = transition(
            act, answer, actor=actor, reason=said, answered_at=now, answered_by=actor, answer=said
        )  # fmt: skip
        with translation.override(row.person.language):
            decided = str(ActState(answer).label)
        notifications.post(
            kind=ActAnswered, user=row.person, now=now, dedupe_key=f"act:{row.pk}:answered",
            context={"decided": decided, "words": said, "name": actor.full_name},
        )  # fmt: skip
    return row

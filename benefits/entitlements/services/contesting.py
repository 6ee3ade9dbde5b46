"""A person does not agree with a decision: said in their words, answered by somebody who did not take it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benefits.entitlements import kinds
from benefits.entitlements.models import Claim, ClaimState, Contest, ContestState, Decision, Reason
from benefits.entitlements.permissions import check_may_decide
from benefits.entitlements.services import claims, deciding
from portal import clock
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.refusals import Refused
from portal.states import transition

DAYS_TO_ANSWER = 30
"""Calendar days; without an answer within two months the law takes it for a no, and a court can be asked."""


class TooLate(Refused):
    """More than two months after the decision (R5426-19)."""

    code = "too_late"


class NoWords(Refused):
    """Neither a contest nor its answer is empty."""

    code = "no_words"


class AlreadyContested(Refused):
    code = "already_contested"


class SameHand(Refused):
    """Whoever took the decision does not judge it."""

    code = "same_hand"


def contest(*, decision: Decision, words: str, actor: Any, now: datetime) -> Contest:
    """The person contests ``decision``: the claim goes to a benefit advisor, and what was granted goes on meanwhile.

    Refused: ``NoWords``, ``TooLate`` after two months, ``AlreadyContested``.
    """
    today = clock.day_of(now)
    if not words.strip():
        raise NoWords(_("Dites en quelques mots ce qui ne vous paraît pas juste."))
    if today > decision.contest_until:
        raise TooLate(
            _("Le délai de deux mois est passé. Vous pouvez encore saisir le médiateur : il est gratuit."),
            until=decision.contest_until,
        )
    with transaction.atomic():
        claim = deciding.lock(decision.claim)
        try:
            with transaction.atomic():
                made = Contest.objects.create(
                    decision=decision, words=words.strip(), made_at=now, made_by=actor,
                    answer_by=today + timedelta(days=DAYS_TO_ANSWER),
                )  # fmt: skip
        except IntegrityError as twice:
            raise AlreadyContested(_("Votre contestation est déjà reçue : nous y travaillons.")) from twice
        audit.record(action="claims.contested", target=made, actor=actor)
        if claim.is_waiting:
            Claim.objects.filter(pk=claim.pk).update(reasons=[*claim.reasons, Reason.CONTESTED])
        else:
            deciding.hand_over(claim=claim, reasons=[Reason.CONTESTED], actor=actor, now=now)
    return made


def object_to_application(*, claim: Claim, actor: Any, now: datetime) -> Claim:
    """The person does not recognise the application of ``claim``, signed for them: a benefit advisor looks at it, and
    nothing is decided by itself any more.  A right that was granted goes on meanwhile: nobody loses money by speaking up.
    """
    with transaction.atomic():
        locked = deciding.lock(claim)
        if Reason.OBJECTED in locked.reasons:
            return locked
        audit.record(action="claims.objected", target=locked, actor=actor)
        reasons = [*(Reason(each) for each in locked.reasons), Reason.OBJECTED]
        if locked.state != ClaimState.TO_REVIEW:
            return deciding.hand_over(claim=locked, reasons=reasons, actor=actor, now=now)
        locked.reasons = [str(each) for each in reasons]
        locked.save(update_fields=["reasons"])
        return locked


def take_objection_back(*, claim: Claim, actor: Any, now: datetime) -> Claim:
    """The person recognises the application of ``claim`` after all: it goes on as if they had never objected.

    Decided before: the decision stands, unless something else is looked at.  Not decided: it is examined at once.
    """
    with transaction.atomic():
        locked = deciding.lock(claim)
        if Reason.OBJECTED not in locked.reasons:
            return locked
        audit.record(action="claims.objection_withdrawn", target=locked, actor=actor)
        last = locked.decisions.order_by("-number").first()
        if last is None:
            return claims.examine(claim=locked, actor=actor, now=now, settled=[Reason.OBJECTED])
        others = [each for each in locked.reasons if each != Reason.OBJECTED]
        if others:
            locked.reasons = others
            locked.save(update_fields=["reasons"])
            return locked
        to = ClaimState.REFUSED if last.is_refusal else ClaimState.GRANTED
        return transition(locked, to, actor=actor, reason="objection withdrawn", reasons=[], examined_at=now)


def answer_contest(*, contest: Contest, changed: bool, answer: str, actor: Any, now: datetime) -> Contest:
    """The answer of a benefit advisor who did not take the decision.  ``changed``: the decision is taken again with the
    facts as they stand, corrections included.

    Refused: ``MayNotDecide``, ``SameHand``, ``NoWords``, ``NothingOpens`` (changed, and the facts open no right).
    """
    decision = contest.decision
    check_may_decide(actor, contest.person)
    if decision.decided_by_id == actor.pk:
        raise SameHand(_("Vous avez pris cette décision : une autre personne doit répondre."))
    if not answer.strip():
        raise NoWords(_("Écrivez la réponse : la personne la lira."))
    with transaction.atomic():
        claim = deciding.lock(decision.claim)
        if changed:
            deciding.grant(claim=claim, words=answer, actor=actor, now=now)
        elif claim.is_waiting:
            deciding.keep(claim=claim, words=answer, actor=actor, now=now)
        to = ContestState.CHANGED if changed else ContestState.UPHELD
        answered = transition(
            contest, to, actor=actor, reason=answer.strip(), answer=answer.strip(), answered_by=actor, answered_at=now
        )
        notifications.post(
            kind=kinds.ContestAnswered, user=contest.person, now=now, context={}, dedupe_key=f"contest:{contest.pk}",
            about=f"contest:{contest.pk}",
        )  # fmt: skip
    return answered

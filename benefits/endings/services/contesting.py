"""Contesting the decision on a solidarity allowance, and answering; the same rules as for any decision."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benefits.endings import kinds
from benefits.endings.models import AssClaim, AssContest, AssState
from benefits.endings.permissions import check_may_decide
from benefits.endings.services.claiming import decide
from benefits.entitlements.models import ContestState
from benefits.entitlements.services import AlreadyContested, NoWords, SameHand, TooLate
from benefits.entitlements.services.contesting import DAYS_TO_ANSWER
from portal import clock
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.refusals import Refused
from portal.states import transition


class NothingToChange(Refused):
    """What is granted is not granted again: its figures are put right by a new claim."""

    code = "nothing_to_change"


def may_contest(claim: AssClaim, now: datetime) -> bool:
    """Decided, within two months, and no contest open."""
    until = claim.contest_until
    decided = claim.state in (AssState.GRANTED, AssState.REFUSED) and until is not None and clock.day_of(now) <= until
    return decided and not claim.contests.filter(state=ContestState.OPEN).exists()


def contest(*, claim: AssClaim, words: str, actor: Any, now: datetime) -> AssContest:
    """The person contests the decision: another person than who took it answers within ``DAYS_TO_ANSWER`` days; what was
    granted goes on meanwhile.

    Refused: ``NoWords``, ``TooLate`` after two months or with nothing decided, ``AlreadyContested``.
    """
    if not words.strip():
        raise NoWords(_("Dites en quelques mots ce qui ne vous paraît pas juste."))
    with transaction.atomic():
        held = AssClaim.objects.select_for_update(of=("self",)).select_related("seeker__user").get(pk=claim.pk)
        until = held.contest_until
        decided = held.decided_at if held.state in (AssState.GRANTED, AssState.REFUSED) else None
        if decided is None or until is None or clock.day_of(now) > until:
            raise TooLate(
                _("Le délai de deux mois est passé. Vous pouvez encore saisir le médiateur : il est gratuit."),
                until=until,
            )
        try:
            with transaction.atomic():
                made = AssContest.objects.create(
                    claim=held, decided_at=decided, decided_by_id=held.decided_by_id, words=words.strip(), made_at=now,
                    made_by=actor, answer_by=clock.day_of(now) + timedelta(days=DAYS_TO_ANSWER),
                )  # fmt: skip
        except IntegrityError as twice:
            raise AlreadyContested(_("Votre contestation est déjà reçue : nous y travaillons.")) from twice
        audit.record(action="ass_claim.contested", target=made, actor=actor)
    return made


def answer_contest(*, contest: AssContest, changed: bool, answer: str, actor: Any, now: datetime) -> AssContest:
    """A benefit advisor who took neither the decision nor one since answers.  ``changed``: what was refused is granted.

    Refused: ``NotAnswerable``, ``SameHand``, ``NoWords``, ``NothingToChange`` (changed, and nothing is refused any more).
    """
    check_may_decide(actor, contest.person)
    if actor.pk in (contest.decided_by_id, contest.claim.decided_by_id):
        raise SameHand(_("Vous avez pris cette décision : une autre personne doit répondre."))
    said = answer.strip()
    if not said:
        raise NoWords(_("Écrivez la réponse : la personne la lira."))
    with transaction.atomic():
        to = ContestState.CHANGED if changed else ContestState.UPHELD
        answered = transition(contest, to, actor=actor, reason=said, answer=said, answered_by=actor, answered_at=now)
        if changed:
            claim = AssClaim.objects.select_for_update(of=("self",)).get(pk=contest.claim_id)
            if claim.state != AssState.REFUSED:
                raise NothingToChange(_("Rien n’est refusé : pour les chiffres, refaites la demande avec la personne."))
            decide(claim, refused=(), note=said[:300], by=actor, actor=actor, now=now)
        notifications.post(
            kind=kinds.AssContestAnswered,
            user=contest.person,
            now=now,
            context={},
            dedupe_key=f"ass_contest:{contest.pk}",
        )
    return answered

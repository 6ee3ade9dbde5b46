"""A decision: written once with all that it rests on, a right opened or taken up again, the person told."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from benefits.entitlements import kinds
from benefits.entitlements.models import (
    Claim,
    ClaimState,
    Correction,
    Decision,
    Entitlement,
    Outcome,
    Reason,
    Scheme,
    State,
)
from benefits.entitlements.permissions import check_may_decide
from benefits.entitlements.services import careers, examining, rights, taxing
from benefits.entitlements.services.examining import Examination
from benefits.rules import ordinals
from portal import clock, money
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.notifications.kinds import Kind
from portal.refusals import Refused
from portal.states import transition
from seekers.profiles.models import Seeker

CONTEST_MONTHS = 2
"""R5426-19."""
DAYS_TO_DECIDE = 10
"""Calendar days that we promise when a person of ours must look."""
OPENED = (Outcome.GRANTED, Outcome.RECHARGED)


class WordsMissing(Refused):
    """A person who refuses says why."""

    code = "words_missing"


class NothingOpens(Refused):
    """The facts as they stand open no right: they are corrected first, or the claim is refused."""

    code = "nothing_opens"


class NotDecidedYet(Refused):
    """There is nothing to compute again."""

    code = "not_decided_yet"


class AlreadyDecided(Refused):
    """Somebody else, or the last document, was faster."""

    code = "already_decided"


def decide(*, claim: Claim, found: Examination, actor: Any, now: datetime, words: str = "") -> Claim:
    """Write the decision that ``found`` leads to, by ``actor`` or automatically when None.  ``claim`` is locked.

    Grants open the right, or take up the one before; the system acts when nobody does.
    """
    last = claim.decisions.order_by("-number").first()
    entitlement = None if found.outcome == Outcome.REFUSED else _right_for(claim, found, last, actor, now)
    decision = Decision.objects.create(
        claim=claim,
        number=last.number + 1 if last else 1,
        outcome=found.outcome,
        automatic=actor is None,
        career=careers.written(found.career),
        figures=figures_written(found),
        lines=[list(line) for line in found.lines],
        words=words,
        entitlement=entitlement,
        decided_by=actor,
        decided_at=now,
        contest_until=_contest_until(now),
    )
    to = ClaimState.REFUSED if decision.is_refusal else ClaimState.GRANTED
    if claim.state == to:
        Claim.objects.filter(pk=claim.pk).update(decided_at=now)
        claim.decided_at = now
    else:
        claim = transition(claim, to, actor=actor, reason=words, reasons=[], decided_at=now, examined_at=now)
    audit.record(
        action="claims.decided", target=decision, actor=actor, reason=words,
        details={"outcome": str(decision.outcome), "number": decision.number, "automatic": decision.automatic},
    )  # fmt: skip
    _tell(decision, found, now)
    return claim


def correct_job(
    *,
    claim: Claim,
    position: int,
    starts_on: date,
    ends_on: date,
    gross_cents: int,
    minutes: int,
    end_reason: str,
    seasonal: bool,
    termination_indemnity_cents: int,
    holiday_indemnity_cents: int,
    why: str,
    actor: Any,
    now: datetime,
) -> Correction:
    """What ``actor`` established of job number ``position``, on the strength of a proof: it counts from now on, over what
    was signed and what the employer sent.  Cents and minutes.  Refused: ``MayNotDecide``, ``WordsMissing``."""
    check_may_decide(actor, claim.person)
    if not why.strip():
        raise WordsMissing(_("Dites sur quelle preuve repose cette correction."))
    with transaction.atomic():
        correction = Correction.objects.create(
            claim=claim, position=position, starts_on=starts_on, ends_on=ends_on, gross_cents=gross_cents,
            minutes=minutes, end_reason=end_reason, seasonal=seasonal, why=why.strip(), made_by=actor, made_at=now,
            termination_indemnity_cents=termination_indemnity_cents, holiday_indemnity_cents=holiday_indemnity_cents,
        )  # fmt: skip
        audit.record(
            action="claims.job_corrected", target=claim, actor=actor, reason=correction.why,
            details={"position": position},
        )  # fmt: skip
    return correction


def grant(*, claim: Claim, words: str, actor: Any, now: datetime) -> Claim:
    """A benefit advisor grants on the facts as they stand, corrections included, and answers for what was doubtful.

    Refused: ``MayNotDecide``, ``AlreadyDecided``, ``NothingOpens`` when the law opens nothing with these facts.
    """
    check_may_decide(actor, claim.person)
    with transaction.atomic():
        locked = _to_decide(claim)
        found = examining.examine_claim(claim=locked, today=paris(now))
        if found.outcome == Outcome.REFUSED:
            raise NothingOpens(
                _("Avec ces faits, aucun droit ne s’ouvre. Corrigez un emploi sur la foi d’une preuve, ou refusez.")
            )
        return decide(claim=locked, found=found, actor=actor, now=now, words=words.strip())


def refuse(*, claim: Claim, words: str, actor: Any, now: datetime) -> Claim:
    """A benefit advisor refuses, and says why in ``words`` that the person reads.

    Refused: ``MayNotDecide``, ``WordsMissing``, ``AlreadyDecided``.
    """
    check_may_decide(actor, claim.person)
    if not words.strip():
        raise WordsMissing(_("Dites pourquoi : la personne lira ces mots, et doit pouvoir y répondre."))
    with transaction.atomic():
        locked = _to_decide(claim)
        found = examining.examine_claim(claim=locked, today=paris(now))
        refused = Examination(Outcome.REFUSED, found.career, found.rights, found.lines, jobs=found.jobs)
        _close_what_was_opened(locked, words.strip(), actor, now)
        return decide(claim=locked, found=refused, actor=actor, now=now, words=words.strip())


def keep(*, claim: Claim, words: str, actor: Any, now: datetime) -> Claim:
    """The last decision stands: nothing new is decided.  ``claim`` is locked.  Refused: ``MayNotDecide``, ``NotDecidedYet``."""
    check_may_decide(actor, claim.person)
    last = claim.decisions.order_by("-number").first()
    if last is None:
        raise NotDecidedYet(_("Rien n’est encore décidé sur cette demande."))
    to = ClaimState.REFUSED if last.is_refusal else ClaimState.GRANTED
    return transition(claim, to, actor=actor, reason=words, reasons=[], examined_at=now)


def hand_over(*, claim: Claim, reasons: list[Reason], actor: Any, now: datetime) -> Claim:
    """A person of ours must look at ``claim`` again, whatever was decided; ``claim`` is locked."""
    answer_by = paris(now) + timedelta(days=DAYS_TO_DECIDE)
    written = ", ".join(str(each) for each in reasons)
    return transition(
        claim, ClaimState.TO_REVIEW, actor=actor, reason=written, reasons=[str(each) for each in reasons],
        answer_by=answer_by, examined_at=now,
    )  # fmt: skip


def lock(claim: Claim) -> Claim:
    """``claim`` as it stands, held until the end of the transaction: file, account, claim, always in this order."""
    seeker = Seeker.objects.select_for_update(of=("self",)).get(pk=claim.seeker_id)
    User.objects.select_for_update(no_key=True).get(pk=seeker.user_id)
    return Claim.objects.select_for_update(of=("self",)).select_related("application", "seeker__user").get(pk=claim.pk)


def _to_decide(claim: Claim) -> Claim:
    locked = lock(claim)
    if not locked.is_waiting:
        raise AlreadyDecided(_("Cette demande vient d’être décidée."))
    return locked


def _right_for(claim: Claim, found: Examination, last: Decision | None, actor: Any, now: datetime) -> Entitlement:
    """The right that a grant opens, takes up again, or corrects."""
    if found.outcome == Outcome.RESUMED and found.previous is not None:
        return _taken_up(claim, found.previous, found.first_payable_on, actor, now)
    if found.rights is None:
        raise NothingOpens(_("La loi n’est pas connue pour la date de fin de ce contrat."))
    amounts = {
        "daily_cents": int(found.rights.daily),
        "reduced_daily_cents": int(found.rights.reduced_daily),
        "full_rate_days": int(found.rights.full_rate_days),
        "sjr_cents": int(found.rights.sjr),
        "part_time": int(found.rights.part_time),
    }
    ended_on = date.fromordinal(int(found.rights.contract_end))
    if last is not None and last.outcome in OPENED and last.entitlement is not None:
        return rights.correct_forward(
            entitlement=last.entitlement, days_added=found.days - last.figures["days"], contract_ended_on=ended_on,
            first_payable_on=found.first_payable_on, amounts=amounts, reason=_("Nouveau calcul"), actor=actor, now=now,
        )  # fmt: skip
    for other in Entitlement.objects.open().filter(seeker=claim.seeker):
        rights.close(entitlement=other, reason=_("Un nouveau droit s’ouvre"), actor=actor, now=now)
    return rights.open_entitlement(
        seeker=claim.seeker, scheme=Scheme.ARE, opened_on=claim.claimed_on, days=found.days, amounts=amounts,
        first_payable_on=found.first_payable_on, contract_ended_on=ended_on, sjr_cents=amounts["sjr_cents"],
        csg_rate=taxing.rate_known(claim.seeker, claim.claimed_on), actor=actor, now=now,
    )  # fmt: skip


def _taken_up(claim: Claim, right: Entitlement, payable_on: date | None, actor: Any, now: datetime) -> Entitlement:
    """Days and daily amount stay what they were; somebody who never left is not made to wait again."""
    if right.state == State.SUSPENDED:
        right = rights.resume(entitlement=right, reason=_("Reprise du droit"), actor=actor, now=now)
    if claim.application.registration_id is not None and payable_on is not None:
        right = rights.pay_from(entitlement=right, on=payable_on, actor=actor, now=now)
    return right


def _close_what_was_opened(claim: Claim, reason: str, actor: Any, now: datetime) -> None:
    for decision in claim.decisions.filter(outcome__in=OPENED).select_related("entitlement"):
        if decision.entitlement is not None and decision.entitlement.state != State.CLOSED:
            rights.close(entitlement=decision.entitlement, reason=reason, actor=actor, now=now)


def figures_written(found: Examination) -> dict[str, Any]:
    """What a decision keeps of the figures: cents, days, ordinals, dates in ISO.  A refusal gives nothing."""
    refused = found.outcome == Outcome.REFUSED
    payable, transfers = found.first_payable_on, found.first_transfers_on
    return {
        "rights": {name: int(value) for name, value in found.rights._asdict().items()} if found.rights else None,
        "daily_cents": 0 if refused else found.daily_cents,
        "days": 0 if refused else found.days,
        "first_payable_on": payable.isoformat() if payable else None,
        "first_transfers_on": transfers.isoformat() if transfers else None,
        "jobs": [_job_written(job) for job in found.jobs],
        "option": found.option.written() if found.option else None,
    }


def _job_written(job: careers.JobFacts) -> dict[str, Any]:
    ended = job.ends_on.isoformat() if job.ends_on else None
    return {**asdict(job), "starts_on": job.starts_on.isoformat(), "ends_on": ended, "source": str(job.source)}


def _contest_until(now: datetime) -> date:
    return date.fromordinal(int(ordinals.plus_months(paris(now).toordinal(), CONTEST_MONTHS)))


def _tell(decision: Decision, found: Examination, now: datetime) -> None:
    context: dict[str, Any] = {"until": decision.contest_until}
    if decision.number > 1:
        kind: type[Kind] = kinds.ClaimRecomputed
    elif decision.is_refusal:
        kind = kinds.ClaimRefused
    else:
        kind = kinds.ClaimGranted
        context |= {
            "daily": money.euros(found.daily_cents),
            "days": found.days,
            "payable": found.first_payable_on,
            "transfers": found.first_transfers_on or found.first_payable_on,
        }
    notifications.post(
        kind=kind, user=decision.person, now=now, dedupe_key=f"decision:{decision.pk}", context=context,
        about=f"decision:{decision.pk}",
    )  # fmt: skip


def paris(now: datetime) -> date:
    """The day of Europe/Paris, by which delays run."""
    return clock.day_of(now)

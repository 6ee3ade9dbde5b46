"""Receiving a claim, and looking at it again each time a fact moves, until it is decided or a person must look."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from benefits.entitlements import kinds
from benefits.entitlements.models import FOR_THE_PERSON, Claim, ClaimState, Reason
from benefits.entitlements.services import deciding, examining
from benefits.entitlements.services.deciding import DAYS_TO_DECIDE
from benefits.entitlements.services.examining import Examination
from benefits.entitlements.services.proofs import Proof
from portal import clock
from portal.audit import services as audit
from portal.documents import services as documents
from portal.documents.models import DocumentKind, DocumentRequest
from portal.documents.refusals import AlreadyAsked, AlreadyHeld
from portal.notifications import services as notifications
from portal.prepared import Prepared
from portal.states import transition
from seekers.profiles.models import Seeker
from seekers.registration.models import Application

DAYS_TO_SEND = 30
"""Calendar days that the person is given to send a document."""
KEPT = (Reason.LESS_FAVOURABLE, Reason.CONTESTED, Reason.OBJECTED)
_TO_EXAMINE = Prepared(lambda given: Claim.objects.to_examine())
_LATE = Prepared(lambda given: Claim.objects.late(given("today")))
"""Reasons that no fact takes away: only a person of ours does."""


def receive_claim(*, application: Application, on: date, actor: Any, now: datetime) -> Claim:
    """The claim that the signed ``application`` makes, from the day ``on``.  Received twice, it is one."""
    seeker = Seeker.objects.get(applications=application)
    with transaction.atomic():
        claim, new = Claim.objects.get_or_create(
            application=application,
            defaults={
                "seeker": seeker,
                "claimed_on": on,
                "received_at": now,
                "answer_by": clock.day_of(now) + timedelta(days=DAYS_TO_DECIDE),
            },
        )
        if new:
            audit.record(action="claims.received", target=claim, actor=actor)
            notifications.post(
                kind=kinds.ClaimReceived, user=claim.person, now=now, dedupe_key=f"claim:{claim.pk}:received",
                context={"day": claim.answer_by},
            )  # fmt: skip
    return claim


def facts_moved(*, people: list[int] | None = None, seekers: list[int] | None = None) -> list[int]:
    """Claims of these accounts or files are to be examined again: the ids of those that wait.  The system acts, in the
    transaction of the fact itself, which is audited where it happened."""
    waiting = Claim.objects.waiting()
    concerned = waiting.filter(seeker__user_id__in=people) if people else waiting.filter(seeker_id__in=seekers or [])
    ids = list(concerned.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    Claim.objects.filter(pk__in=ids).update(examined_at=None)
    return ids


def examine(*, claim: Claim, actor: Any, now: datetime, settled: Collection[Reason] = ()) -> Claim:
    """Decide ``claim`` if everything is proven and consistent; else ask for what is missing, or hand it to a person.

    ``settled``: reasons to look that a person of ours has just taken away.

    Safe to call at any time, any number of times, by several workers: the person's file is locked first, and what is
    decided stays as it is.
    """
    with transaction.atomic():
        locked = deciding.lock(claim)
        if not locked.is_waiting:
            return locked
        today = clock.day_of(now)
        found = examining.examine_claim(claim=locked, today=today)
        Claim.objects.filter(pk=locked.pk).update(examined_at=now)
        kept = [reason for reason in locked.reasons if reason in KEPT and reason not in settled]
        if not found.reasons and not kept:
            return deciding.decide(claim=locked, found=found, actor=None, now=now)
        return _wait(locked, found, kept, today, now)


def _wait(claim: Claim, found: Examination, kept: list[str], today: date, now: datetime) -> Claim:
    """Who must act: the person while something is to be sent, unless a document is here to be read."""
    reasons = [*found.reasons, *kept]
    to_send = [each for each in found.missing if each.reason in FOR_THE_PERSON]
    asked_before = claim.state == ClaimState.MISSING_PROOF
    late = bool(to_send) and asked_before and claim.answer_by < today
    if late or (Reason.LATE_PROOF in claim.reasons and to_send):
        reasons.append(Reason.LATE_PROOF)
    ours = not to_send or bool(kept) or Reason.DOCUMENT_TO_READ in reasons or Reason.LATE_PROOF in reasons
    to = ClaimState.TO_REVIEW if ours else ClaimState.MISSING_PROOF
    answer_by = claim.answer_by
    if claim.state != to:
        answer_by = today + timedelta(days=DAYS_TO_DECIDE if ours else DAYS_TO_SEND)
    if to_send:
        _ask(claim, to_send, today + timedelta(days=DAYS_TO_SEND), now)
    if claim.state == to:
        Claim.objects.filter(pk=claim.pk).update(reasons=reasons)
        claim.reasons = reasons
        return claim
    moved = transition(claim, to, actor=None, reason=", ".join(reasons), reasons=reasons, answer_by=answer_by)
    if not ours:
        notifications.post(
            kind=kinds.DocumentMissing, user=moved.person, now=now, context={"day": answer_by},
            dedupe_key=f"claim:{moved.pk}:missing:{now:%Y%m%d}",
        )  # fmt: skip
    return moved


def _ask(claim: Claim, missing: list[Proof], due_on: date, now: datetime) -> None:
    """Each document once, with why and by when.  An account is given on a page of its own, not as a document."""
    for proof in missing:
        if proof.kind == DocumentKind.BANK_DETAILS:
            continue
        try:
            documents.ask(
                person=claim.person, kind=proof.kind, about=proof.about, why=why(proof), due_on=due_on,
                matter=matter(claim), actor=None, now=now,
            )  # fmt: skip
        except (AlreadyHeld, AlreadyAsked):
            continue


def why(proof: Proof) -> str:
    """The sentence that the person reads beside the document asked for."""
    if proof.kind == DocumentKind.EMPLOYER_CERTIFICATE:
        return _(
            "Elle prouve vos dates et votre salaire chez %(employer)s : votre allocation est calculée avec. Votre "
            "employeur doit vous la donner à la fin du contrat."
        ) % {"employer": proof.employer}
    return _("Elle prouve que ce droit est bien le vôtre, et que personne ne demande à votre place.")


def matter(claim: Claim) -> str:
    """What of ours the requests for documents are about."""
    return f"claim:{claim.pk}"


def asked_for(claim: Claim) -> list[DocumentRequest]:
    """What was asked for this claim, the most pressing first."""
    return list(DocumentRequest.objects.about(matter(claim)))


def left_behind(*, now: datetime) -> list[int]:
    """The ids of claims that a lost bell left behind, and of those whose person did not answer in time."""
    return [claim.pk for claim in (*_TO_EXAMINE(), *_LATE(today=clock.day_of(now)))]

"""Completing, sending, deciding and opening a solidarity allowance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from benefits.endings import kinds, solidarity
from benefits.endings.models import AssClaim, AssReason, AssState, MonthResources
from benefits.endings.models.claim import LOOKED_AT
from benefits.endings.permissions import check_may_decide
from benefits.endings.services.preparing import months_of
from benefits.endings.solidarity import Facts
from benefits.entitlements import services as entitlements
from benefits.entitlements.models import Entitlement, Scheme
from benefits.rules.figures import figures_on
from portal import clock
from portal.audit import services as audit
from portal.money import euros
from portal.months import Month
from portal.notifications import services as notifications
from portal.refusals import Refused
from portal.states import transition

ANSWERS = (
    "lives_as_couple", "children_raised", "worked_months", "still_searching", "stopped_cents", "stopped_is_replaced",
)  # fmt: skip


class NotPrepared(Refused):
    """The claim was sent already, or it is too late."""

    code = "ass_not_prepared"


class Incomplete(Refused):
    """Something is still to be said."""

    code = "ass_incomplete"


def facts_of(claim: AssClaim, today: date) -> Facts:
    """What is known of a claim; of one that is not sent, by the months that count ``today``."""
    given = {name: getattr(claim, name) for name in ANSWERS}
    lines = claim.months.order_by("month")
    if claim.state == AssState.PREPARED:
        lines = lines.filter(month__in=months_of(today))
    months = lines.values_list("cents", flat=True)
    return Facts(renewal=claim.is_renewal, **given, resources=tuple(months))


def save(
    *, claim: AssClaim, answers: Mapping[str, Any], resources: Mapping[Month, int | None], actor: Any, now: datetime
) -> AssClaim:
    """Keep what was said so far, whole or not; cents, months.  Months that count no more leave.  Refused: ``NotPrepared`` once it
    is sent."""
    with transaction.atomic():
        claim = _held(claim)
        if claim.state != AssState.PREPARED:
            raise NotPrepared(_("Cette demande est déjà partie."))
        for name in ANSWERS:
            setattr(claim, name, answers.get(name))
        claim.save(update_fields=ANSWERS)
        lines = [MonthResources(claim=claim, month=month, cents=cents) for month, cents in resources.items()]
        MonthResources.objects.bulk_create(
            lines, update_conflicts=True, unique_fields=["claim", "month"], update_fields=["cents"]
        )
        claim.months.exclude(month__in=months_of(clock.day_of(now))).delete()
        audit.record(action="ass_claim.saved", target=claim, actor=actor)
    return claim


def submit(*, claim: AssClaim, actor: Any, now: datetime) -> AssClaim:
    """Send it: decided at once when it is whole and clear, else a benefit advisor looks.  The person is told either way.

    Refused: ``Incomplete`` naming what is missing, ``NotPrepared`` when it is gone or two years have passed.
    """
    with transaction.atomic():
        claim = _held(claim)
        if claim.state != AssState.PREPARED or claim.claim_until < clock.day_of(now):
            raise NotPrepared(_("Cette demande ne peut plus être envoyée."))
        facts = facts_of(claim, clock.day_of(now))
        law = figures_on(clock.day_of(now))
        if absent := solidarity.missing(facts, law):
            raise Incomplete(_("Il manque encore une réponse."), missing=absent)
        found = solidarity.verdict(facts, law)
        figures: dict[str, Any] = {
            "monthly_resources_cents": found.resources_cents, "ceiling_cents": found.ceiling_cents,
            "monthly_cents": found.monthly_cents, "submitted_at": now,
        }  # fmt: skip
        claim = transition(claim, AssState.SUBMITTED, actor=actor, reasons=list(found.refused + found.look), **figures)
        if found.refused or not found.look:
            return decide(claim, refused=found.refused, note="", by=None, actor=None, now=now)
        _tell(claim, kinds.AssLookedAt, now)
        return claim


def grant(*, claim: AssClaim, note: str, actor: Any, now: datetime) -> AssClaim:
    """A benefit advisor has looked and grants it.  Refused: ``NotAnswerable``."""
    check_may_decide(actor, claim.person)
    return decide(_held_now(claim), refused=(), note=note, by=actor, actor=actor, now=now)


def refuse(*, claim: AssClaim, reasons: Sequence[str], note: str, actor: Any, now: datetime) -> AssClaim:
    """A benefit advisor has looked and refuses it, with reasons that the person reads.  Refused: ``Incomplete`` without one."""
    check_may_decide(actor, claim.person)
    given = [code for code in reasons if code in AssReason.values and code not in LOOKED_AT]
    if not given:
        raise Incomplete(_("Un refus donne au moins une raison."))
    return decide(_held_now(claim), refused=given, note=note, by=actor, actor=actor, now=now)


def ask_again(*, claim: AssClaim, actor: Any, now: datetime) -> AssClaim:
    """After a refusal, the person's situation has changed: the same claim, to be completed again, in the two years."""
    if claim.claim_until < clock.day_of(now):
        raise NotPrepared(_("Deux ans ont passé depuis la fin de vos droits."))
    return transition(claim, AssState.PREPARED, actor=actor, reasons=[], note="", decided_at=None, decided_by=None)


def open_granted(*, now: datetime, actor: Any = None) -> int:
    """Open the granted allowances whose former right is used up, one transaction each; how many.

    From the day after the last paid day, or the day it was claimed when that is later.  The system acts; each opening is audited.
    """
    count = 0
    for pk in list(AssClaim.objects.to_open().values_list("pk", flat=True)):
        with transaction.atomic():
            claim = (
                AssClaim.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk, opened=None).first()
            )
            if claim is None or Entitlement.objects.open().filter(seeker=claim.seeker_id).exists():
                continue  # another worker opens it, or another right was opened since
            claim.opened = _open(claim, actor, now)
            claim.save(update_fields=["opened"])
            count += 1
    return count


def expire(*, now: datetime, actor: Any = None) -> int:
    """Two years have passed and nothing was sent.  How many.  The system acts; each end is audited."""
    late = list(AssClaim.objects.too_late(clock.day_of(now))[:1000])
    for claim in late:
        transition(claim, AssState.EXPIRED, actor=actor)
    return len(late)


def _open(claim: AssClaim, actor: Any, now: datetime) -> Entitlement:
    ended_on = claim.entitlement.exhausted_on or clock.day_of(now)
    submitted_on = clock.day_of(claim.submitted_at) if claim.submitted_at else ended_on
    law = figures_on(clock.day_of(now))
    return entitlements.open_entitlement(
        seeker=claim.seeker,
        scheme=Scheme.ASS,
        opened_on=max(ended_on + timedelta(days=1), submitted_on),
        days=law.ass_renewed_months * law.ass_month_days,
        monthly_resources_cents=claim.monthly_resources_cents or 0,
        lives_as_couple=bool(claim.lives_as_couple),
        csg_rate=claim.entitlement.csg_rate,
        actor=actor,
        now=now,
    )


def decide(claim: AssClaim, *, refused: Sequence[str], note: str, by: Any, actor: Any, now: datetime) -> AssClaim:
    """Write the decision and tell the person: reasons, figures, how to contest.  ``by`` is None when the rules decide alone."""
    to = AssState.REFUSED if refused else AssState.GRANTED
    changes: dict[str, Any] = {"reasons": list(refused), "note": note, "decided_by": by, "decided_at": now}
    claim = transition(claim, to, actor=actor, reason=note, **changes)
    _tell(claim, kinds.AssRefused if refused else kinds.AssGranted, now, **_figures(claim))
    return claim


def _figures(claim: AssClaim) -> dict[str, Any]:
    """What the letter of a decision says: reasons in both languages, figures, the last day to contest."""
    why = {}
    for language in ("fr", "en"):
        with translation.override(language):
            why[f"why_{language}"] = " ; ".join(claim.reason_labels)
    return why | {
        "until": claim.contest_until, "resources": euros(claim.monthly_resources_cents or 0),
        "ceiling": euros(claim.ceiling_cents or 0), "monthly": euros(claim.monthly_cents or 0),
    }  # fmt: skip


def _tell(claim: AssClaim, kind: Any, now: datetime, **context: Any) -> None:
    key = f"ass:{claim.pk}:{kind.code}:{claim.submitted_at:%Y%m%d%H%M%S}"
    notifications.post(kind=kind, user=claim.person, context=context, dedupe_key=key, now=now)


def _held(claim: AssClaim) -> AssClaim:
    rows = AssClaim.objects.select_for_update(of=("self",)).select_related("entitlement", "seeker__user")
    return rows.get(pk=claim.pk)


def _held_now(claim: AssClaim) -> AssClaim:
    return AssClaim.objects.select_related("entitlement", "seeker__user").get(pk=claim.pk)

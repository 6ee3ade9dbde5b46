"""Opening a right, suspending it, ending it.  Its days are consumed by payments alone (``benefits.payments``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from benefits.entitlements.models import CsgRate, Entitlement, Scheme, State
from benefits.entitlements.services.revaluing import raise_again
from benefits.rules import degressivity
from benefits.rules.daily_allowance import FULL_TIME, daily_allowance
from benefits.rules.figures import figures_on
from portal.audit import services as audit
from portal.refusals import Refused
from portal.states import transition
from seekers.profiles.models import Seeker

NEVER_REDUCED = 32_000


class AlreadyOpen(Refused):
    """One right at a time."""

    code = "right_already_open"


class NotARight(Refused):
    """Figures that cannot be those of a right."""

    code = "not_a_right"


def open_entitlement(
    *,
    seeker: Seeker,
    scheme: Scheme,
    opened_on: date,
    days: int,
    actor: Any,
    now: datetime,
    first_payable_on: date | None = None,
    contract_ended_on: date | None = None,
    sjr_cents: int = 0,
    csg_rate: int = CsgRate.ORDINARY,
    monthly_resources_cents: int = 0,
    lives_as_couple: bool = False,
    amounts: Mapping[str, int] | None = None,
) -> Entitlement:
    """Open ``days`` days of ARE drawn from the reference daily wage ``sjr_cents``, or of ASS under the household's resources.

    The daily amount and its reduction follow the figures of the end of the contract (règlement, art. 14 to 17 bis; ASS:
    R5423-1), unless ``amounts`` gives ``daily_cents``, ``reduced_daily_cents``, ``full_rate_days`` and ``part_time`` as a
    decision found them.  ``first_payable_on`` comes after deferrals and waiting (``opened_on`` when None);
    ``csg_rate`` (per 10,000) is the ordinary one unless a tax notice gave another.
    Refused: ``AlreadyOpen``, and ``NotARight`` without days, or for an ARE without a daily wage or the end of a contract.
    """
    if days <= 0 or (scheme == Scheme.ARE and (sjr_cents <= 0 or contract_ended_on is None)):
        raise NotARight(_("Il manque le salaire de référence, la fin du contrat ou la durée de ce droit."))
    if amounts is None:
        found = _daily_amounts(seeker, scheme, sjr_cents, contract_ended_on or opened_on, opened_on)
    else:
        found = amounts["daily_cents"], amounts["reduced_daily_cents"], amounts["full_rate_days"]
    daily, reduced, full_rate_days = found
    with transaction.atomic():
        Seeker.objects.select_for_update(of=("self",)).get(pk=seeker.pk)
        if Entitlement.objects.open().filter(seeker=seeker).exists():
            raise AlreadyOpen(_("Cette personne a déjà un droit ouvert."))
        right = Entitlement.objects.create(
            seeker=seeker,
            scheme=scheme,
            opened_on=opened_on,
            first_payable_on=first_payable_on or opened_on,
            contract_ended_on=contract_ended_on,
            sjr_cents=sjr_cents,
            daily_cents=daily,
            reduced_daily_cents=reduced,
            full_rate_days=full_rate_days,
            part_time=(amounts or {}).get("part_time", FULL_TIME),
            csg_rate=csg_rate,
            monthly_resources_cents=monthly_resources_cents,
            lives_as_couple=lives_as_couple,
            days_total=days,
            days_left=days,
            created_at=now,
        )
        audit.record(
            action="entitlement.opened", target=right, actor=actor, details={"scheme": int(scheme), "days": days}
        )
    return right


def suspend(*, entitlement: Entitlement, reason: str, actor: Any, now: datetime) -> Entitlement:
    """Nothing is paid while it lasts; no day is lost."""
    return transition(entitlement, State.SUSPENDED, actor=actor, reason=reason)


def resume(*, entitlement: Entitlement, reason: str, actor: Any, now: datetime) -> Entitlement:
    """Payable again.  Refused: ``AlreadyOpen`` when another right was opened in between."""
    with transaction.atomic():
        Seeker.objects.select_for_update(of=("self",)).get(pk=entitlement.seeker_id)
        if Entitlement.objects.open().filter(seeker=entitlement.seeker_id).exists():
            raise AlreadyOpen(_("Cette personne a déjà un droit ouvert."))
        return transition(entitlement, State.OPEN, actor=actor, reason=reason)


def close(*, entitlement: Entitlement, reason: str, actor: Any, now: datetime) -> Entitlement:
    """For good, whatever days are left."""
    return transition(entitlement, State.CLOSED, actor=actor, reason=reason)


def extend(*, entitlement: Entitlement, days: int, reason: str, actor: Any, now: datetime) -> Entitlement:
    """Add days (2020: rights that ended were extended); an exhausted right opens again.  Refused: ``NotARight`` without days."""
    if days <= 0:
        raise NotARight(_("Une prolongation ajoute au moins un jour."))
    with transaction.atomic():
        right = Entitlement.objects.select_for_update(of=("self",)).get(pk=entitlement.pk)
        longer = {"days_total": F("days_total") + days, "days_left": F("days_left") + days, "exhausted_on": None}
        Entitlement.objects.filter(pk=right.pk).update(**longer)
        audit.record(action="entitlement.extended", target=right, actor=actor, reason=reason, details={"days": days})
        right.refresh_from_db()
        return (
            resume(entitlement=right, reason=reason, actor=actor, now=now) if right.state == State.EXHAUSTED else right
        )


def pay_from(*, entitlement: Entitlement, on: date, actor: Any, now: datetime) -> Entitlement:
    """A right that is taken up again is paid from the day ``on``; never from an earlier day than it is now."""
    with transaction.atomic():
        right = Entitlement.objects.select_for_update(of=("self",)).get(pk=entitlement.pk)
        if on > right.first_payable_on:
            right.first_payable_on = on
            right.save(update_fields=["first_payable_on"])
            audit.record(action="entitlement.paid_from", target=right, actor=actor, details={"on": on.isoformat()})
    return right


def correct_forward(
    *,
    entitlement: Entitlement,
    amounts: Mapping[str, int],
    days_added: int,
    contract_ended_on: date,
    first_payable_on: date | None,
    reason: str,
    actor: Any,
    now: datetime,
) -> Entitlement:
    """The right as a new computation finds it, for the days still to pay: no day that was paid is touched.

    ``amounts``: ``daily_cents``, ``reduced_daily_cents``, ``full_rate_days``, ``sjr_cents``, ``part_time``.  The
    revaluations that the right has had raise them again.  ``days_added`` may be negative, and takes no more than what is
    left.  The first payable day moves only while nothing is paid.
    """
    with transaction.atomic():
        right = Entitlement.objects.select_for_update(of=("self",)).get(pk=entitlement.pk)
        added = max(days_added, -right.days_left)
        for name, value in amounts.items():
            setattr(right, name, value)
        right.days_total, right.days_left = right.days_total + added, right.days_left + added
        right.contract_ended_on = contract_ended_on
        raise_again(right)
        if right.paid_days == 0 and first_payable_on is not None:
            right.first_payable_on = first_payable_on
        if right.days_left > 0:
            right.exhausted_on = None
        right.save()
        audit.record(
            action="entitlement.corrected", target=right, actor=actor, reason=reason, details={"days_added": added}
        )
        if right.state == State.EXHAUSTED and right.days_left > 0:
            return resume(entitlement=right, reason=reason, actor=actor, now=now)
    return right


def _daily_amounts(seeker: Seeker, scheme: Scheme, sjr: int, ended_on: date, opened_on: date) -> tuple[int, int, int]:
    """The daily allowance, the reduced one, and the paid days before the reduction; cents and days."""
    if scheme == Scheme.ASS:
        daily = figures_on(opened_on).ass_daily
        return daily, daily, NEVER_REDUCED
    figures = figures_on(ended_on)
    daily = daily_allowance(sjr, figures).amount
    born = seeker.birth_date
    age = ended_on.year - born.year - ((ended_on.month, ended_on.day) < (born.month, born.day))
    if not degressivity.applies(daily, age, figures):
        return daily, daily, NEVER_REDUCED
    return daily, degressivity.reduced_daily(daily, age, figures), figures.degressivity_days

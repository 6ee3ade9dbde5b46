"""The claim of the solidarity allowance, made before it is asked for, with what is known already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from benefits.endings.models import AssClaim, AssState, MonthResources
from benefits.endings.solidarity import claim_until
from benefits.entitlements.models import Entitlement
from benefits.rules.figures import figures_on
from portal import clock
from portal.months import Month
from seekers.declarations.models import Declaration
from seekers.registration.models import Application, Employment


def prepare(entitlement_ids: Collection[int], *, ends: Mapping[int, date], now: datetime) -> int:
    """Prepare the claims of these rights, unless they are; how many.  A few queries and writes, whatever their number.

    Prepared before, and the end has moved since: the last day to claim moves with it (R5423-1).

    Known: the couple and the children by the last application, the months of work by its jobs, the pay of the last twelve months
    by the declarations.  What the household received besides is asked.
    """
    _move_last_day(entitlement_ids, ends)
    known = AssClaim.objects.filter(entitlement__in=entitlement_ids).values("entitlement")
    rights = list(Entitlement.objects.filter(pk__in=entitlement_ids).exclude(pk__in=known).order_by("pk"))
    if not rights:
        return 0
    seekers = [right.seeker_id for right in rights]
    said, worked = _households(seekers), _careers(seekers)
    claims = AssClaim.objects.bulk_create(
        AssClaim(
            seeker_id=right.seeker_id,
            entitlement=right,
            prepared_at=now,
            claim_until=claim_until(ends[right.pk], figures_on(ends[right.pk])),
            worked_months=worked.get(right.seeker_id),
            lives_as_couple=said.get(right.seeker_id, {}).get("lives_as_couple"),
            children_raised=said.get(right.seeker_id, {}).get("children_raised"),
        )
        for right in rights
    )
    today = clock.day_of(now)
    pay = _declared_pay(seekers, today)
    MonthResources.objects.bulk_create(
        MonthResources(claim=claim, month=month, cents=pay[claim.seeker_id].get(month))
        for claim in claims
        for month in months_of(today)
    )
    return len(claims)


def lines_of(claim: AssClaim, today: date) -> dict[Month, int | None]:
    """The months that count if it is sent ``today`` (Europe/Paris), the oldest first, and what is said of each, in cents: figures
    of months that stay are kept, months that came since start from the declared pay."""
    said = dict(claim.months.values_list("month", "cents"))
    months = months_of(today)
    if all(month in said for month in months):
        return {month: said[month] for month in months}
    pay = _declared_pay([claim.seeker_id], today)[claim.seeker_id]
    return {month: said.get(month, pay.get(month)) for month in months}


def _move_last_day(entitlement_ids: Collection[int], ends: Mapping[int, date]) -> None:
    moved = []
    for claim in AssClaim.objects.filter(entitlement__in=entitlement_ids, state=AssState.PREPARED).order_by("pk"):
        until = claim_until(ends[claim.entitlement_id], figures_on(ends[claim.entitlement_id]))
        if claim.claim_until != until:
            claim.claim_until = until
            moved.append(claim)
    if moved:
        AssClaim.objects.bulk_update(moved, ["claim_until"])


def months_of(today: date) -> list[Month]:
    """The twelve months whose resources count: those before ``today``'s (R5423-2)."""
    return [Month.of(today).plus(-before) for before in range(figures_on(today).ass_resource_months, 0, -1)]


def _households(seekers: Collection[int]) -> dict[int, dict[str, Any]]:
    """What the last signed application of each said of the household."""
    rows = Application.objects.filter(seeker__in=seekers, answers__has_key="household").order_by("pk")
    return {seeker: answers.get("household") or {} for seeker, answers in rows.values_list("seeker", "answers")}


def _careers(seekers: Collection[int]) -> dict[int, int]:
    """Months of work by the jobs of the applications; nothing when none was ever told."""
    days: dict[int, set[tuple[date, date]]] = defaultdict(set)
    jobs = Employment.objects.filter(application__seeker__in=seekers, ends_on__isnull=False)
    for seeker, starts_on, ends_on in jobs.values_list("application__seeker", "starts_on", "ends_on"):
        days[seeker].add((starts_on, ends_on or starts_on))
    return {seeker: _months(spans) for seeker, spans in days.items()}


def _months(spans: Collection[tuple[date, date]]) -> int:
    """Whole months of these jobs together, days worked twice counted once."""
    total, reached = 0, date.min
    for starts_on, ends_on in sorted(spans):
        begins = max(starts_on.toordinal(), reached.toordinal() + 1)
        total += max(ends_on.toordinal() - begins + 1, 0)
        reached = max(reached, ends_on)
    return total * 12 // 365


def _declared_pay(seekers: Collection[int], today: date) -> dict[int, dict[Month, int]]:
    """The pay declared for each of the twelve months; months without pay are left to be said."""
    pay: dict[int, dict[Month, int]] = defaultdict(dict)
    filed = Declaration.objects.filed().filter(seeker__in=seekers, month__in=months_of(today))
    for seeker, month, cents in filed.values_list("seeker", "month", "current__gross_pay_cents"):
        if cents:
            pay[seeker][month] = cents
    return pay

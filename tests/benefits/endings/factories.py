"""Rights that end soon, and claims of the solidarity allowance in every state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from benefits.endings import services
from benefits.endings.models import AssClaim
from benefits.endings.services.preparing import months_of
from benefits.entitlements.models import Entitlement
from portal import clock
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.seekers.registration.factories import registered

NOW = clock.at(date(2026, 11, 20), 10)
"""October can no longer be declared: days are left from 1 November."""
WHOLE: dict[str, Any] = {
    "lives_as_couple": False, "children_raised": 0, "worked_months": 90, "still_searching": True, "stopped_cents": 0,
    "stopped_is_replaced": None,
}  # fmt: skip


def ending(days: int, **facts: Any) -> Entitlement:
    """A right with ``days`` left from 1 November 2026: 30 end it on the 30th, 108 on 18 February."""
    given = {"days_left": days, "days_total": days + facts.get("paid_days", 0)} | facts
    return EntitlementFactory(**{"seeker": given.pop("seeker", None) or registered(), **given})


def prepared(days: int = 30, **facts: Any) -> AssClaim:
    right = ending(days, **facts)
    services.warn(now=NOW)
    return AssClaim.objects.get(entitlement=right)


def completed(claim: AssClaim | None = None, *, cents: int = 50_000, now: Any = NOW, **answers: Any) -> AssClaim:
    """``cents`` of resources each month."""
    claim = claim or prepared()
    resources = dict.fromkeys(months_of(NOW.date()), cents)
    return services.save(
        claim=claim, answers=WHOLE | answers, resources=resources, actor=claim.person, now=now + timedelta(0)
    )


def submitted(**answers: Any) -> AssClaim:
    claim = completed(**answers)
    return services.submit(claim=claim, actor=claim.person, now=NOW)

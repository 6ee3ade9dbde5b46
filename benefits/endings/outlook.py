"""What is known of the end of one person's right, and of what may follow: read by their page, their home and their advisor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Sum

from benefits.endings import rules, solidarity
from benefits.endings.models import AssClaim, EndWarning
from benefits.endings.services import facts_of
from benefits.entitlements.models import Entitlement, Scheme, State
from benefits.rules.figures import figures_on
from portal.months import Month
from seekers.declarations.models import Declaration


@dataclass(frozen=True)
class Outlook:
    """``possible``: does the solidarity allowance look possible; None while facts are missing."""

    right: Entitlement | None
    ends_on: date | None
    days_ahead: int | None
    warning: EndWarning | None
    claim: AssClaim | None
    possible: bool | None
    worked_minutes: int
    minutes_asked: int
    """Work since the right opened that may give new days: the threshold of a first right (règlement, art. 28)."""

    @property
    def is_near(self) -> bool:
        """Days are left, and few: even when their month is past and not declared yet."""
        has_days = self.right is not None and self.right.days_left > 0
        return has_days and self.days_ahead is not None and self.days_ahead <= rules.STEPS[0]

    @property
    def is_behind(self) -> bool:
        """The last days are past: they are paid once their month is declared."""
        return self.is_near and self.days_ahead is not None and self.days_ahead < 0

    @property
    def may_recharge(self) -> bool:
        """Enough declared work since the right opened for a new claim to be worth it."""
        return self.worked_minutes >= self.minutes_asked


def outlook_of(user: Any, today: date) -> Outlook:
    """A few queries, for one person."""
    rights = Entitlement.objects.of(user).exclude(state=State.CLOSED)
    right = rights.order_by("-opened_on", "-pk").first()
    claim = AssClaim.objects.of(user).select_related("entitlement", "opened").first()
    if right is None:
        return Outlook(None, None, None, None, claim, None, 0, 1)
    filed = Declaration.objects.filed().filter(seeker=right.seeker_id)
    ends_on = _end_of(right, filed.aggregate(last=Max("month"))["last"], today)
    since = filed.filter(month__gte=Month.of(right.opened_on))
    possible = None
    if claim is not None and right.scheme == Scheme.ARE:
        possible = solidarity.looks_possible(facts_of(claim, today), figures_on(today))
    return Outlook(
        right=right,
        ends_on=ends_on,
        days_ahead=(ends_on - today).days if ends_on else None,
        warning=EndWarning.objects.last_of(right),
        claim=claim,
        possible=possible,
        worked_minutes=since.aggregate(minutes=Sum("current__minutes_worked", default=0))["minutes"],
        minutes_asked=figures_on(today).law.affiliation_hours * 60,
    )


def _end_of(right: Entitlement, last_filed: Month | None, today: date) -> date | None:
    """As the query of the warnings says it, for one right."""
    if right.days_left == 0:
        return right.exhausted_on
    starts_on = max(right.first_payable_on, rules.first_unpaid_month(today).first)
    if last_filed is not None:
        starts_on = max(starts_on, last_filed.next.first)
    return rules.last_day(starts_on, right.days_left)

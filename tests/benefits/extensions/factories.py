"""Extensions in every state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from benefits.entitlements.models import Entitlement, Scheme
from benefits.entitlements.models import State as Right
from benefits.extensions import services
from benefits.extensions.models import Extension, Reversal
from benefits.extensions.rules import Period
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.portal.accounts.factories import UserFactory

NOW = clock.at(date(2026, 11, 20), 10)
"""October can no longer be declared: days are left from 1 November."""
THIS_WINTER = (
    Period(date(2026, 12, 12), date(2026, 12, 31), 91),
    Period(date(2027, 1, 1), date(2027, 1, 31), 60),
    Period(date(2027, 2, 1), date(2027, 2, 28), 30),
)
"""As in spring 2020, another winter."""


def ending(days: int, **facts: Any) -> Entitlement:
    """A right with ``days`` left from 1 November 2026: 44 end it on 14 December, 61 on 1 January."""
    facts = {"created_at": NOW - timedelta(days=30), "days_total": days + facts.get("paid_days", 0)} | facts
    return EntitlementFactory(days_left=days, **facts)


def used_up(**facts: Any) -> Entitlement:
    """A right of 300 days whose last one was paid for 15 December 2026."""
    given: dict[str, Any] = {
        "days_total": 300,
        "paid_days": 300,
        "state": "exhausted",
        "exhausted_on": date(2026, 12, 15),
    }
    return ending(0, **(given | facts))


def officer(role: Role = Role.OPERATOR) -> User:
    return UserFactory(roles=(role,))


def drafted(periods: Sequence[Period] = THIS_WINTER, *, actor: User | None = None, **rule: Any) -> Extension:
    given: dict[str, Any] = {
        "legal_reference": "Ordonnance n° 2020-324 du 25 mars 2020",
        "legal_on": date(2020, 3, 25),
        "why": "Trouver un emploi est plus difficile en ce moment.",
        "schemes": [Scheme.ARE, Scheme.ASS],
        "states": [Right.OPEN, Right.SUSPENDED, Right.EXHAUSTED],
        "periods": periods,
        "now": NOW,
    }
    return services.draft(**(given | rule), actor=actor or officer())


def counted(*args: Any, **rule: Any) -> Extension:
    return services.count(extension=drafted(*args, **rule), actor=officer(), now=NOW)


def released(*args: Any, **rule: Any) -> Extension:
    """Two people have answered for it."""
    extension = services.check(extension=counted(*args, **rule), actor=officer(), now=NOW)
    return services.release(extension=extension, actor=officer(Role.DIRECTOR), now=NOW)


def done(*args: Any, **rule: Any) -> Extension:
    return services.execute(extension=released(*args, **rule), now=NOW)


def reversal_released(extension: Extension) -> Reversal:
    reversal = services.prepare_reversal(
        extension=extension, legal_reference="Décision du 2 janvier 2027", why="Le texte a été annulé.",
        actor=officer(), now=NOW,
    )  # fmt: skip
    return services.release_reversal(reversal=reversal, actor=officer(Role.DIRECTOR), now=NOW)

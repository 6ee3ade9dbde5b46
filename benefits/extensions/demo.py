"""An extension that waits in the demo town: written down by an operator, for a visitor to count, check and release with another."""

from __future__ import annotations

from datetime import date

from benefits.entitlements.models import Scheme
from benefits.entitlements.models import State as Right
from benefits.extensions import services
from benefits.extensions.models import Extension
from benefits.extensions.rules import Period
from portal import clock
from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from portal.demo.town import habit

DRAFTED_ON = date(2026, 11, 26)
PERIODS = (
    Period(date(2026, 12, 1), date(2026, 12, 31), 91),
    Period(date(2027, 1, 1), date(2027, 1, 31), 60),
    Period(date(2027, 2, 1), date(2027, 2, 28), 30),
)
"""The days of spring 2020, moved to this winter."""


@habit(hour=14, order=80)
def an_extension_is_drafted(today: date) -> None:
    operators = RoleGrant.objects.held().filter(role=Role.OPERATOR).values("user")
    who = User.objects.filter(pk__in=operators).order_by("pk").first()
    if today != DRAFTED_ON or who is None or Extension.objects.exists():
        return
    services.draft(
        legal_reference="Décret inventé pour la démonstration, sur le modèle de l’ordonnance n° 2020-324",
        legal_on=today,
        why="Trouver un emploi est plus difficile cet hiver.",
        schemes=list(Scheme),
        states=[Right.OPEN, Right.EXHAUSTED],
        periods=PERIODS,
        actor=who,
        now=clock.now(),
    )

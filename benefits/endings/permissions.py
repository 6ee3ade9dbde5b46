"""Who may decide a claim of the solidarity allowance."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.refusals import Refused


class NotAnswerable(Refused):
    """Benefit advisors decide, never on their own file."""

    code = "not_answerable_for_claims"


def may_decide(actor: Any, person: User) -> bool:
    return actor is not None and actor.has_role(Role.BENEFIT_ADVISOR) and actor.pk != person.pk


def check_may_decide(actor: Any, person: User) -> None:
    if not may_decide(actor, person):
        raise NotAnswerable(_("Seul un conseiller indemnisation décide, et jamais pour son propre dossier."))

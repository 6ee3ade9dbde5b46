"""Who may decide a claim of the solidarity allowance."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.roles import Role
from portal.refusals import Refused


class NotAnswerable(Refused):
    """Benefit advisors decide; nobody else."""

    code = "not_answerable_for_claims"


def may_decide(actor: Any) -> bool:
    return actor is not None and actor.has_role(Role.BENEFIT_ADVISOR)


def check_may_decide(actor: Any) -> None:
    if not may_decide(actor):
        raise NotAnswerable(_("Seul un conseiller indemnisation décide de cette demande."))

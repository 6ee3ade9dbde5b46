"""Who may answer for a payment run."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.roles import Role
from portal.refusals import Refused

ANSWERABLE = (Role.OPERATOR, Role.DIRECTOR)


class NotAnswerable(Refused):
    """Only named people of the staff check and release runs; the system never does."""

    code = "not_answerable_for_runs"


def may_answer_for_runs(actor: Any) -> bool:
    return actor is not None and actor.has_role(*ANSWERABLE)


def check_may_answer_for_runs(actor: Any) -> None:
    if not may_answer_for_runs(actor):
        raise NotAnswerable(_("Seules l’exploitation et la direction contrôlent et libèrent les paiements."))

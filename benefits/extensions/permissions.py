"""Who may answer for an extension of rights."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.roles import Role
from portal.refusals import Refused

ANSWERABLE = (Role.OPERATOR, Role.DIRECTOR)


class NotAnswerable(Refused):
    """Only named people of the staff prepare, check and release extensions; the system never does."""

    code = "not_answerable_for_extensions"


def may_answer(actor: Any) -> bool:
    return actor is not None and actor.has_role(*ANSWERABLE)


def check_may_answer(actor: Any) -> None:
    if not may_answer(actor):
        raise NotAnswerable(_("Seules l’exploitation et la direction prolongent des droits."))

"""Who may say which agency receives whom."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.roles import Role
from portal.refusals import Refused

MANAGERS = (Role.DIRECTOR, Role.OPERATOR)


class MayNotAttach(Refused):
    """Only a director or an operator changes the agency of a place or a person by hand."""

    code = "may_not_attach"


def check_may_attach(actor: Any) -> None:
    """None is the system, and a demonstration that is being built."""
    if actor is not None and not actor.has_role(*MANAGERS):
        raise MayNotAttach(_("Seule la direction choisit l’agence à la main."))

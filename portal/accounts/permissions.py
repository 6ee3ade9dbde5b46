"""Who may open accounts and give roles."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from portal.refusals import Refused

MANAGERS = (Role.OPERATOR, Role.DIRECTOR)


class MayNotManageAccounts(Refused):
    """Only an operator or a director opens accounts and gives roles, and never to themselves."""

    code = "may_not_manage_accounts"


class NeedsSecondPerson(Refused):
    """Who asked for a role cannot be the one who confirms it, nor its holder."""

    code = "needs_second_person"


def may_manage_accounts(actor: User | None) -> bool:
    return actor is not None and actor.has_role(*MANAGERS)


def check_may_manage_accounts(actor: User | None) -> None:
    if not may_manage_accounts(actor):
        raise MayNotManageAccounts(_("Seule la direction ou l’exploitation peut ouvrir un compte ou donner un rôle."))


def may_confirm(grant: RoleGrant, actor: User | None) -> bool:
    return may_manage_accounts(actor) and actor is not None and actor.pk not in {grant.granted_by_id, grant.user_id}


def check_may_confirm(grant: RoleGrant, actor: User | None) -> None:
    check_may_manage_accounts(actor)
    if not may_confirm(grant, actor):
        raise NeedsSecondPerson(_("Ce rôle doit être confirmé par une autre personne que celle qui l’a demandé."))

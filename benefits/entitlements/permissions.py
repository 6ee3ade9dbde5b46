"""Who may decide on a claim, and read what it rests on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from benefits.entitlements.models import Claim
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.documents.models import Document
from portal.refusals import Refused


class MayNotDecide(Refused):
    """Benefit advisors decide, never on their own file."""

    code = "may_not_decide"


def may_decide(actor: Any, person: User) -> bool:
    return actor is not None and actor.has_role(Role.BENEFIT_ADVISOR) and actor.pk != person.pk


def check_may_decide(actor: Any, person: User) -> None:
    if not may_decide(actor, person):
        raise MayNotDecide(_("Seul un conseiller indemnisation décide, et jamais pour son propre dossier."))


def may_read_documents(user: User, document: Document) -> bool:
    """Benefit advisors read what proves a claim: the documents of people who have made one."""
    return may_decide(user, document.person) and Claim.objects.filter(seeker__user=document.person_id).exists()

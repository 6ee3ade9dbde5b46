"""Who follows whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advisors.portfolios.models import Assignment, Level
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.refusals import Refused
from seekers.profiles.models import Seeker


class NotAnAdvisor(Refused):
    """Only an advisor can follow a person."""

    code = "not_an_advisor"


def assign(
    *, seeker: Seeker, advisor: User, actor: Any, now: datetime, level: str = Level.GUIDED, reason: str = ""
) -> Assignment:
    """``advisor`` follows ``seeker`` from ``now``; who followed before stops.  The same advisor again changes nothing.

    Refused: ``NotAnAdvisor``.
    """
    if not advisor.has_role(Role.ADVISOR):
        raise NotAnAdvisor(_("Seul un conseiller peut suivre une personne."))
    with transaction.atomic():
        Seeker.objects.select_for_update().get(pk=seeker.pk)
        before = Assignment.objects.live().filter(seeker=seeker).first()
        if before is not None and before.advisor_id == advisor.pk and before.level == level:
            return before
        if before is not None:
            before.ended_at = now
            before.save(update_fields=["ended_at"])
        row = Assignment.objects.create(seeker=seeker, advisor=advisor, level=level, since=now)
        audit.record(action="portfolios.assigned", target=row, actor=actor, reason=reason)
    return row

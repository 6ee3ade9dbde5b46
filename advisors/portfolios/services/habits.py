"""Taking a list of people out of the house leaves a line in the file of each of them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from advisors.portfolios.habits import habits_of, people, table
from portal.accounts.models import User
from portal.audit import services as audit
from portal.refusals import Refused


class ExportReasonMissing(Refused):
    """Personal data leave with a reason, or not at all."""

    code = "export_reason_missing"


def export_habits(*, reason: str, actor: User, now: datetime) -> str:
    """The list of ``actor``'s own portfolio as CSV; each person reads in their file who took it, and why.

    Refused: ``ExportReasonMissing``.
    """
    said = " ".join(reason.split())[:300]
    if not said:
        raise ExportReasonMissing(_("Dites pourquoi vous emportez cette liste."))
    with transaction.atomic():
        rows = list(people(actor))
        for row in rows:
            audit.record(action="portfolios.exported", target=row, actor=actor, reason=said)
    return table(habits_of(rows))

"""Opening a person's file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404

from advisors.portfolios.models import Assignment
from portal.audit import services as audit


def open_file(*, public_id: Any, actor: Any, now: datetime) -> Assignment:
    """The assignment, with the person, of the file that ``actor`` opens from their own portfolio.  The opening is written down,
    and the person sees it.  Outside the portfolio the file does not exist (``Http404``).
    """
    rows = Assignment.objects.of_advisor(actor).select_related("seeker__user")
    row = rows.filter(seeker__user__public_id=public_id).first()
    if row is None:
        raise Http404
    audit.opened(file=row.seeker, actor=actor)
    return row

"""Opening a person's file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404

from advisors.portfolios.models import Assignment
from portal.audit import services as audit


def find_person(*, public_id: Any, actor: Any) -> Assignment:
    """The assignment, with the person, of whom ``actor`` follows now.  Outside the portfolio nobody exists (``Http404``)."""
    rows = Assignment.objects.of_advisor(actor).select_related("seeker__user")
    row = rows.filter(seeker__user__public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def open_file(*, public_id: Any, actor: Any, now: datetime) -> Assignment:
    """``find_person``, for a page that shows the file: the opening is written down, and the person sees it."""
    row = find_person(public_id=public_id, actor=actor)
    audit.opened(file=row.seeker, actor=actor)
    return row

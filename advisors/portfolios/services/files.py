"""Opening a person's file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404

from advisors.portfolios.models import Assignment
from portal.audit import services as audit
from portal.intake.models import Slip, SlipState
from portal.months import Month
from seekers.declarations import services as declarations


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


def find_form(*, code: str, public_id: Any, month: Month) -> Slip:
    """The returned declaration form ``code`` of this person and ``month``.  Any other form does not exist (``Http404``).

    Whoever types forms types those of everybody: a person on paper does not wait for the advisor who follows them.
    """
    rows = Slip.objects.select_related("person__seeker").prefetch_related("bundles__pages")
    slip = rows.filter(code=code, person__public_id=public_id, matter=declarations.matter_of(month)).first()
    if slip is None or slip.state == SlipState.PRINTED:
        raise Http404
    return slip


def open_form(*, code: str, public_id: Any, month: Month, actor: Any, now: datetime) -> Slip:
    """``find_form``, for a page that shows it: the opening is written down, and the person sees it."""
    slip = find_form(code=code, public_id=public_id, month=month)
    audit.opened(file=slip, actor=actor)
    return slip

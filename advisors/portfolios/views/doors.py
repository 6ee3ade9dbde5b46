"""What the pages of an advisor do first: times are said where the agency stands, or where the person lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from advisors.agencies.models import Posting
from portal.accounts.audience import person

Page = Callable[..., HttpResponse]


def in_agency_time(view: Page) -> Page:
    """Hours are said in the time zone of the advisor's agency; Europe/Paris without one."""

    @wraps(view)
    def door(request: HttpRequest, **names: Any) -> HttpResponse:
        zone = Posting.objects.filter(user=person(request)).values_list("agency__zone", flat=True).first()
        with timezone.override(ZoneInfo(zone or "Europe/Paris")):
            return view(request, **names)

    return door

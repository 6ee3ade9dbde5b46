"""What each page of the journey does first: read the month, in the person's own time zone, and see whether it may be declared."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from portal import clock
from portal.months import Month
from seekers.declarations import deadlines
from seekers.declarations.sheets import Sheet, sheet_of

Page = Callable[..., HttpResponse]


def of_a_month(view: Page) -> Callable[..., HttpResponse]:
    """``view(request, sheet)`` in the time zone where the person lives."""

    @wraps(view)
    def door(request: HttpRequest, month: Month, **others: str) -> HttpResponse:
        sheet = sheet_of(request.user, month, clock.now())
        with timezone.override(sheet.seeker.timezone):
            return view(request, sheet, **others)

    return door


def of_an_open_month(view: Page) -> Callable[..., HttpResponse]:
    """The same; a month that is not open is not shown as a form.  A post goes through: the service decides, and knows a replay."""

    @wraps(view)
    def door(request: HttpRequest, sheet: Sheet) -> HttpResponse:
        if request.method == "POST" or (sheet.is_open and sheet.registered):
            return view(request, sheet)
        if sheet.filed:
            return redirect("declarations:receipt", month=sheet.month)
        return render(request, "seekers/declarations/not_open.html", {"sheet": sheet, **clock_of(sheet)})

    return of_a_month(door)


def clock_of(sheet: Sheet) -> dict[str, str]:
    """The deadline in words, for every page of a month."""
    return {"until": deadlines.until(sheet.closes_at), "left": deadlines.left(sheet.closes_at, sheet.now)}

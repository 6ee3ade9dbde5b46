"""The demonstration's own pages: its clock and its accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal import clock
from portal.accounts.audience import for_everyone
from portal.demo import tasks
from portal.demo.accounts import showcase
from portal.demo.forms import TravelForm
from portal.demo.models import DemoClock
from portal.demo.second_factors import codes_now, seconds_left
from portal.demo.services import is_under_way, set_out
from portal.demo.town import landmarks_at
from portal.months import Month
from portal.queue import ring
from portal.refusals import Refused


def landmarks(now: datetime) -> list[tuple[str, datetime]]:
    """The next moments worth seeing, soonest first."""
    today = clock.day_of(now)
    month = Month.of(today)
    steps = [
        (_("Demain à 10 h"), clock.at(today + timedelta(days=1), 10)),
        (_("Ouverture de la déclaration"), clock.at(month.last.replace(day=26 if month.month == 2 else 28), 9, 5)),
        (_("Dernier rappel, le 15"), clock.at(month.first.replace(day=15), 9, 5)),
        (_("Lendemain de la clôture"), clock.at(month.first.replace(day=16), 10)),
        (_("Dernier rappel, le 15"), clock.at(month.next.first.replace(day=15), 9, 5)),
        (_("Lendemain de la clôture"), clock.at(month.next.first.replace(day=16), 10)),
        *landmarks_at(now),
    ]
    return sorted(((label, when) for label, when in steps if when > now), key=lambda each: each[1])[:5]


@for_everyone
@require_http_methods(["GET", "POST"])
def clock_page(request: HttpRequest) -> HttpResponse:
    """Where the town stands in time, and the way to move it."""
    form = TravelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = request.user if request.user.is_authenticated else None
        try:
            set_out(to=clock.at(form.cleaned_data["to"], form.cleaned_data["hour"]), actor=actor)
            ring(tasks.travel)
            return redirect("demo:clock")
        except Refused as refused:
            form.add_error("to", refused.sentence)
    now = clock.now()
    context = {"form": form, "now": now, "landmarks": landmarks(now), "journey": journey(now)}
    return render(request, "portal/demo/clock.html", context, status=422 if form.errors else 200)


@for_everyone
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """The moving part of the clock page, asked again by htmx while the town travels."""
    now = clock.now()
    context = {"now": now, "journey": journey(now)}
    response = render(request, "portal/demo/clock.html#journey", context)
    if context["journey"] is None:
        response["HX-Refresh"] = "true"  # arrived: the banner and the next moments are those of another day
    return response


def journey(now: datetime) -> dict[str, object] | None:
    """How far the present journey is, in hours; None when the town stands still.  One whose worker was lost is carried on."""
    row = DemoClock.objects.filter(pk=1).first()
    if row is None or row.going_to is None or row.left_from is None:
        return None
    if not is_under_way():
        ring(tasks.travel)
    hour = timedelta(hours=1)
    return {
        "to": row.going_to,
        "done": (now - row.left_from) // hour,
        "total": max((row.going_to - row.left_from) // hour, 1),
    }


@for_everyone
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """The invented accounts by role, with the password they share."""
    return render(request, "portal/demo/accounts.html", {"showcase": showcase()})


@for_everyone
@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """What the invented staff's telephones show now; asked again by htmx when the codes change."""
    return render(request, "portal/demo/codes.html", {"codes": codes_now(), "seconds": seconds_left()})

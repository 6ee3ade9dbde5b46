"""Estimating a right without an account: the same function as a claim.

Nothing is kept: who begins to register carries it along.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from benefits.entitlements import services, shown
from benefits.entitlements.forms import Simulation
from benefits.entitlements.forms.simulating import ROWS, blank, with_row, without_row
from portal import clock
from portal.accounts.audience import for_everyone
from seekers.registration import carrying
from seekers.registration.answers import Identity

PAGE = "benefits/entitlements/simulation.html"


@for_everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def simulate(request: HttpRequest) -> HttpResponse:
    """Jobs and interruptions in, the right out, line by line.  Rows are added and removed with or without a script."""
    if request.method != "POST":
        return _page(request, Simulation(blank(clock.today().isoformat()), judged=False))
    action, _colon, where = request.POST.get("action", "").partition(":")
    if action in {"add", "remove"}:
        return _rows(request, action, where)
    form = Simulation(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    said = form.person.cleaned_data
    found = services.simulate(
        answers=form.answers(),
        registered_on=said["registered_on"],
        born_on=said["birth_date"],
        overseas=said["overseas"] or said["mayotte"],
        mayotte=said["mayotte"],
    )
    told = carrying.sign(replace(form.answers(), identity=Identity(birth_date=said["birth_date"])))
    return _page(request, form, shown=shown.of_examination(found), told=told)


def _rows(request: HttpRequest, action: str, where: str) -> HttpResponse:
    """One row more or less; the rest stays as it was typed, and is not judged."""
    prefix, _colon, row = where.partition(":")
    posted: QueryDict = request.POST
    if prefix in ROWS and action == "add":
        posted = with_row(posted, prefix)
    elif prefix in ROWS and row.isascii() and row.isdigit() and len(row) < 4:
        posted = without_row(posted, prefix, int(row))
    part = "#rows" if request.htmx else ""  # type: ignore[attr-defined]
    return _page(request, Simulation(posted, judged=False), part=part)


def _page(request: HttpRequest, form: Simulation, *, part: str = "", status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "most": {name: most for name, (_form, most) in ROWS.items()}, **more}
    return render(request, f"{PAGE}{part}", context, status=status)

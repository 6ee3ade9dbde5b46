"""The operator's desk: the ladder of a month, and each of its campaigns while it runs and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise

from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.months import Month
from seekers.declarations import services as declarations
from seekers.reminders.figures import figures_of, sample_of
from seekers.reminders.ladder import LADDER, guard_at, step_of
from seekers.reminders.models import ArrivalCheck, Campaign, State
from seekers.reminders.services import dates_of
from seekers.reminders.words import CALLS, COHORTS, STEPS, TONES

FIRST, AHEAD = Month(2018, 1), timedelta(days=366)
"""The calendar of declarations begins there; further than a year ahead nothing is prepared."""


@dataclass(frozen=True)
class Rung:
    """One line of the ladder, with its campaign once it has begun."""

    name: str | Promise
    who: str | Promise
    starts_at: datetime
    campaign: Campaign | None
    tone: str


@for_roles(Role.OPERATOR, Role.DIRECTOR)
def campaigns(request: HttpRequest) -> HttpResponse:
    """The ladder of one month: the one in course, or that of ``?mois=2026-11``."""
    month = _month(request.GET.get("mois", ""))
    dates = dates_of(declarations.find_window(month))
    begun = {campaign.step: campaign for campaign in Campaign.objects.filter(month=month)}
    rungs = [
        Rung(
            STEPS[step.code],
            COHORTS[step.cohort],
            step.starts_at(dates),
            begun.get(step.code),
            TONES[begun[step.code].state] if step.code in begun else "neutral",
        )
        for step in LADDER
    ]
    context = {
        "month": month,
        "rungs": rungs,
        "guard_at": guard_at(dates),
        "check": ArrivalCheck.objects.filter(month=month).first(),
    }
    return render(request, "seekers/reminders/campaigns.html", context)


@for_roles(Role.OPERATOR, Role.DIRECTOR)
def campaign(request: HttpRequest, month: Month, step: str) -> HttpResponse:
    """One campaign; htmx asks again for the figures alone while it runs."""
    found = get_object_or_404(Campaign, month=month, step=step)
    rung = step_of(found.step)
    sample = sample_of(found, dates_of(declarations.find_window(month)))
    figures = figures_of(found, sample)
    context = {
        "campaign": found,
        "name": STEPS[found.step],
        "who": COHORTS[rung.cohort],
        "calls": CALLS[rung.calls],
        "tone": TONES[found.state],
        "sample": sample,
        "figures": figures,
        "live": found.state == State.RUNNING or figures.waiting > 0,
    }
    template = "seekers/reminders/campaign.html"
    return render(request, f"{template}#figures" if request.htmx else template, context)  # type: ignore[attr-defined]


def _month(asked: str) -> Month:
    """The month written in the address; else the last one whose ladder has begun."""
    try:
        month = Month.parse(asked)
    except ValueError:
        month = None
    if month is not None and FIRST <= month <= Month.of(clock.today() + AHEAD):
        return month
    latest = Campaign.objects.order_by("-month").values_list("month", flat=True).first()
    return latest or Month.of(clock.today())

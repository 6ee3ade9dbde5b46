"""Starting the steps whose time has come, each once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from portal import clock
from portal.audit import services as audit
from portal.months import Month
from portal.prepared import Prepared
from seekers.declarations import services as declarations
from seekers.declarations.models import Window
from seekers.reminders import ladder
from seekers.reminders.cohorts import cohort
from seekers.reminders.ladder import Dates, Step
from seekers.reminders.models import Campaign, State

_OF_MONTH = Prepared(lambda given: Campaign.objects.filter(month=given("month")))


def dates_of(window: Window) -> Dates:
    """The days of ``window``, its extension included."""
    return Dates.between(window.opens_at, window.ends_at)


def months_on_the_ladder(now: datetime) -> list[Month]:
    """The last month and this one: the only two whose ladder can have begun and still have a step to start or to skip."""
    this_month = Month.of(clock.day_of(now))
    return [this_month.previous, this_month]


def start_due_steps(*, now: datetime, actor: Any = None) -> list[Campaign]:
    """Start every step that is due and has no campaign yet; a step that is no longer useful is written down as skipped.

    Two schedulers at once start each step once: the unique index decides.  Returns the campaigns started by this call.
    """
    started = []
    for month in months_on_the_ladder(now):
        dates = dates_of(declarations.find_window(month))
        known = {campaign.step for campaign in _OF_MONTH(month=month.first)}
        if not known and now >= dates.closes_at:
            continue  # a new installation: nobody was here to remind
        for step in ladder.due(dates, now):
            if step.code not in known:
                campaign = _start(month, step, dates, actor=actor, now=now)
                if campaign is not None and campaign.state == State.RUNNING:
                    started.append(campaign)
    return started


def _start(month: Month, step: Step, dates: Dates, *, actor: Any, now: datetime) -> Campaign | None:
    until = ladder.useful_until(step, dates)
    late = now >= until
    with transaction.atomic():
        declarations.ensure_window(month)
        campaign, created = Campaign.objects.get_or_create(
            month=month,
            step=step.code,
            defaults={
                "due_at": step.starts_at(dates),
                "useful_until": until,
                "started_at": now,
                "state": State.SKIPPED if late else State.RUNNING,
                "finished_at": now if late else None,
                "expected": 0 if late else cohort(step.cohort, month).count(),
            },
        )
        if not created:
            return None
        action = "reminders.step_skipped" if late else "reminders.step_started"
        details = {"month": str(month), "step": step.code, "people": campaign.expected}
        audit.record(action=action, target=campaign, actor=actor, details=details)
    return campaign

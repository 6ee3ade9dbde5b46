"""Doorbells of the clock: start what is due, carry on what was left, look whether it arrived."""

from __future__ import annotations

import time

from celery import Task

from portal import clock, queue
from portal.prepared import Prepared
from seekers.reminders import services
from seekers.reminders.models import Campaign, State

RUN_FOR = 50.0
"""Seconds after which a campaign gives its place back; the schedule rings again every minute."""
_RUNNING = Prepared(lambda given: Campaign.objects.filter(state=State.RUNNING).order_by("pk"))


@queue.task(bind=True)
def start_due_steps(self: Task) -> None:
    now = clock.now()
    services.check_arrivals(now=now)
    for campaign in services.start_due_steps(now=now):
        _ring(campaign.pk, here=self.request.is_eager)


@queue.task(bind=True)
def continue_campaigns(self: Task) -> None:
    for campaign in _RUNNING():
        _ring(campaign.pk, here=self.request.is_eager)


@queue.task()
def run_campaign(campaign_id: int) -> None:
    """Slice after slice; safe to ring as often as one likes."""
    until = time.monotonic() + RUN_FOR
    while services.run_slice(campaign_id=campaign_id, now=clock.now()) and time.monotonic() < until:
        pass


def _ring(campaign_id: int, *, here: bool) -> None:
    """Played here and now (``manage.py advance``), the campaign runs at the hour being played."""
    if here:
        run_campaign.apply((campaign_id,), throw=True)
    else:
        queue.ring(run_campaign, campaign_id)

"""Running a campaign: slice after slice by the persons' ids, each slice one transaction with its cursor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from portal import events, states
from portal.notifications.services import Row, post_many
from seekers.declarations import services as declarations
from seekers.reminders.cohorts import cohort, with_facts
from seekers.reminders.events import CallsNeeded
from seekers.reminders.kinds import KINDS
from seekers.reminders.ladder import Step, step_of
from seekers.reminders.models import Campaign, State
from seekers.reminders.services.calls import calls_of
from seekers.reminders.services.starting import dates_of

SLICE = 2000


def run_slice(*, campaign_id: int, now: datetime, actor: Any = None) -> bool:
    """Write to the next slice of people of a campaign; True while there may be more.

    A second worker on the same campaign finds it locked and leaves.  Killed at any line, the slice has not happened, and the
    next run starts from the cursor; a message already written is not written again (``dedupe_key``).
    """
    with transaction.atomic():
        campaign = (
            Campaign.objects.select_for_update(skip_locked=True).filter(pk=campaign_id, state=State.RUNNING).first()
        )
        if campaign is None:
            return False
        if now >= campaign.useful_until:
            _finish(campaign, State.STOPPED, now, actor)
            return False
        step = step_of(campaign.step)
        people = list(
            with_facts(cohort(step.cohort, campaign.month).filter(pk__gt=campaign.cursor), campaign.month)
            .order_by("pk")
            .values_list("pk", "user_id", "at_counter", "low_autonomy", "missed_before", "has_draft", named=True)[
                :SLICE
            ]
        )
        if not people:
            _finish(campaign, State.DONE, now, actor)
            return False
        _write_to(campaign, step, people, now)
    return True


def _write_to(campaign: Campaign, step: Step, people: list[Any], now: datetime) -> None:
    dates = dates_of(declarations.find_window(campaign.month))
    posted = post_many(
        kind=KINDS[step.code],
        rows=[Row(person.user_id, f"{campaign.month}:{step.code}:{person.pk}") for person in people],
        context={"month": campaign.month, "opening": dates.opens_on, "closing": dates.closes_on},
        about=campaign.about,
        channels=step.channels,
        drop_dead_at=dates.closes_at,
        now=now,
    )
    calls = calls_of(campaign.month, step, dates, people, unreachable=set(posted.unreachable), now=now)
    if calls:
        events.publish(CallsNeeded(tuple(calls)))
    campaign.cursor = people[-1].pk
    campaign.reached += len(people)
    campaign.unreachable += len(posted.unreachable)
    campaign.calls += len(calls)
    campaign.save(update_fields=["cursor", "reached", "unreachable", "calls"])


def _finish(campaign: Campaign, to: State, now: datetime, actor: Any) -> None:
    states.transition(campaign, to, actor=actor, finished_at=now)

"""Who needs a human voice, with the reasons that are shown to the advisor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from portal import events
from portal.months import Month
from seekers.declarations import services as declarations
from seekers.reminders.cohorts import owing, with_facts
from seekers.reminders.events import CallNeeded, CallReason, CallsNeeded
from seekers.reminders.ladder import Calls, Dates, Step, next_call_after, step_of
from seekers.reminders.services.starting import dates_of

POINTS: dict[str, int] = {
    CallReason.CLOSING_SOON: 40,
    CallReason.NO_WORKING_CHANNEL: 25,
    CallReason.USUALLY_AT_AGENCY: 20,
    CallReason.LOW_AUTONOMY: 15,
    CallReason.MISSED_LAST_MONTH: 15,
    CallReason.DRAFT_UNFINISHED: 15,
}
"""Start values, to be reviewed each quarter with the advisors; the reasons stand beside the sum, always."""
CLOSING_SOON = timedelta(days=3)


def calls_of(
    month: Month, step: Step, dates: Dates, people: Collection[Any], *, unreachable: set[int], now: datetime
) -> list[CallNeeded]:
    """The calls that ``step`` asks for among ``people`` (rows of ``cohorts.with_facts``)."""
    until = next_call_after(step, dates)
    calls = []
    for person in people:
        alone = person.user_id in unreachable
        at_risk = person.at_counter or person.low_autonomy or person.missed_before
        if alone or (step.calls is Calls.AT_RISK and at_risk):
            reasons = _reasons(person, alone=alone, soon=dates.closes_at - now <= CLOSING_SOON)
            score = sum(POINTS[reason] for reason in reasons)
            codes = tuple(reason.value for reason in reasons)
            calls.append(CallNeeded(person.pk, f"{month}:{step.code}:{person.pk}", codes, score, until))
    return calls


def call_unreached(*, kind: str, about: str, user_ids: Collection[int], now: datetime, actor: Any = None) -> int:
    """A reminder failed on every channel: ask for a call, for those who still owe the month.  Returns how many.

    Part of the campaign whose message failed, which has its line in the audit trail.
    """
    month, step = Month.parse(about), step_of(kind.removeprefix("reminders."))
    dates = dates_of(declarations.find_window(month))
    people = with_facts(owing(month).filter(user_id__in=list(user_ids)), month).order_by("pk")
    calls = calls_of(month, step, dates, list(people), unreachable=set(user_ids), now=now)
    if calls:
        events.publish(CallsNeeded(tuple(calls)))
    return len(calls)


def _reasons(person: Any, *, alone: bool, soon: bool) -> list[CallReason]:
    facts = {
        CallReason.CLOSING_SOON: soon,
        CallReason.NO_WORKING_CHANNEL: alone,
        CallReason.USUALLY_AT_AGENCY: person.at_counter,
        CallReason.LOW_AUTONOMY: person.low_autonomy,
        CallReason.MISSED_LAST_MONTH: person.missed_before,
        CallReason.DRAFT_UNFINISHED: person.has_draft,
    }
    return [reason for reason, holds in facts.items() if holds]

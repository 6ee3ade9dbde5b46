"""The guard of the last evening: reminders that did not arrive must not end registrations.

In August 2013 an operator's outage stopped the reminders unnoticed, and tens of thousands of people lost their registration.  So
what counts here is arrival, not sending, and it is looked at before the window closes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Avg, Exists, OuterRef

from portal.audit import services as audit
from portal.months import Month
from portal.notifications.models import Channel, Message
from portal.notifications.models import State as MessageState
from portal.refusals import Refused
from seekers.declarations import services as declarations
from seekers.reminders import ladder
from seekers.reminders.cohorts import owing
from seekers.reminders.models import ArrivalCheck, Campaign, State
from seekers.reminders.services.starting import dates_of, months_on_the_ladder

WITHIN = timedelta(days=3)
USUAL_RATE = 9_000
"""Per 10,000: what is expected before any month has been measured."""
MARGIN = 1_000
"""Per 10,000: a month may differ that much from those before it."""
TOO_FEW = 30
"""Below this many people a rate says nothing."""


def check_arrivals(*, now: datetime, actor: Any = None) -> list[ArrivalCheck]:
    """From 20:00 Europe/Paris of the last day until the closing: measure, once a month; hold the cessations when abnormal."""
    made = []
    for month in months_on_the_ladder(now):
        dates = dates_of(declarations.find_window(month))
        if ladder.guard_at(dates) <= now < dates.closes_at and not ArrivalCheck.objects.filter(month=month).exists():
            check = _check(month, now=now, actor=actor)
            made += [check] if check else []
    return made


def _check(month: Month, *, now: datetime, actor: Any) -> ArrivalCheck | None:
    people, arrived = measure(month, now=now)
    expected = _expected_rate(month)
    reason = _what_is_wrong(month, people, arrived, expected)
    with transaction.atomic():
        facts = {"at": now, "people": people, "arrived": arrived, "expected_rate": expected}
        check, created = ArrivalCheck.objects.get_or_create(
            month=month, defaults={**facts, "abnormal": bool(reason), "reason": reason}
        )
        if not created:
            return None  # another scheduler was first
        details = {"month": str(month), "rate": check.rate, "expected": expected}
        audit.record(action="reminders.arrivals_checked", target=check, actor=actor, reason=reason, details=details)
        if reason:
            _hold(month, reason, actor=actor, now=now)
    return check


def measure(month: Month, *, now: datetime) -> tuple[int, int]:
    """(people, arrived): of those who still owe ``month`` and were written to in the last three days, whom did a message reach?

    An SMS has arrived when its receipt says so; an e-mail, when the mail server has taken it.
    """
    sent = Message.objects.filter(
        user=OuterRef("user"), kind__startswith="reminders.", about=str(month), created_at__gte=now - WITHIN
    )
    by_sms = sent.filter(channel=Channel.SMS, state=MessageState.DELIVERED)
    by_email = sent.filter(channel=Channel.EMAIL, state__in=[MessageState.SENT, MessageState.DELIVERED])
    people = owing(month).filter(Exists(sent))
    return people.count(), people.filter(Exists(by_sms) | Exists(by_email)).count()


def _expected_rate(month: Month) -> int:
    """The mean of the last three normal months, per 10,000."""
    before = ArrivalCheck.objects.filter(
        month__lt=month, month__gte=month.plus(-3), abnormal=False, people__gte=TOO_FEW
    )
    means = before.aggregate(people=Avg("people"), arrived=Avg("arrived"))
    return int(means["arrived"] * 10_000 / means["people"]) if means["people"] else USUAL_RATE


def _what_is_wrong(month: Month, people: int, arrived: int, expected: int) -> str:
    """In words for an operator; empty when all is well."""
    ran = Campaign.objects.filter(month=month, step="last_day", state=State.DONE).exists()
    if not ran and owing(month).count() >= TOO_FEW:
        return "Le rappel du dernier jour n’est pas parti."
    if people >= TOO_FEW and arrived * 10_000 < (expected - MARGIN) * people:
        return f"Personnes atteintes : {arrived} sur {people}, alors que {expected // 100} % étaient attendus."
    return ""


def _hold(month: Month, reason: str, *, actor: Any, now: datetime) -> None:
    try:
        declarations.hold_cessations(window=declarations.ensure_window(month), reason=reason, actor=actor, now=now)
    except Refused:
        return  # an operator was quicker: it is held already

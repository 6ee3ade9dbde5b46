"""Drafts that nobody touches: the person is warned, then what they typed is erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from portal.notifications import services as notifications
from portal.states import transition
from seekers.registration import kinds
from seekers.registration.models import Application, ApplicationState

WARNED_AFTER, EMPTIED_AFTER = timedelta(days=30), timedelta(days=90)
MOST = 500
"""Drafts of one ring of the clock."""
EMPTY: dict[str, Any] = {"answers": {}, "typed": {}, "step_editions": {}, "handed_at": None, "helper": None}


def abandon_asleep(*, now: datetime, actor: Any = None) -> int:
    """Empty the drafts that nobody has touched for 90 days, and write once to those who left theirs for 30; how many
    were emptied.  The system acts; one line of audit a draft.
    """
    emptied = 0
    for draft in Application.objects.asleep(now - EMPTIED_AFTER)[:MOST]:
        with transaction.atomic():
            fresh = Application.objects.select_for_update(of=("self",)).get(pk=draft.pk)
            if fresh.state == ApplicationState.DRAFT and fresh.saved_at < now - EMPTIED_AFTER:
                fresh.resume_codes.all().delete()
                transition(fresh, ApplicationState.ABANDONED, actor=actor, reason="asleep", **EMPTY)
                emptied += 1
    _warn(now)
    return emptied


def _warn(now: datetime) -> None:
    """The same draft left at the same moment is written to once, whatever rings."""
    rows = [
        notifications.Row(
            user_id, f"application:{pk}:asleep:{saved_at:%Y%m%d%H%M}", {"day": (saved_at + EMPTIED_AFTER).date()}
        )
        for pk, user_id, saved_at in Application.objects.asleep(now - WARNED_AFTER)
        .filter(saved_at__gte=now - WARNED_AFTER - timedelta(days=7))
        .values_list("pk", "applicant_id", "saved_at")[:MOST]
    ]
    if rows:
        notifications.post_many(kind=kinds.DraftAsleep, rows=rows, now=now)

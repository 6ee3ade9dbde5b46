"""Whom to call: asked by what happens below, settled by an advisor, dropped when it is no longer needed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from advisors.portfolios.models import AGAIN, CallResult, CallState, CallTask
from portal import states
from portal.audit import services as audit
from seekers.profiles import services as profiles
from seekers.reminders.events import CallNeeded

PUT_OFF = timedelta(hours=3)
"""After nobody answered."""


def ask_calls(*, calls: Collection[CallNeeded], actor: Any, now: datetime) -> int:
    """Put people in the call queue, each with its reasons; the number of new calls.

    A call asked twice (same ``dedupe_key``) is one call: the unique index decides.  The audit line is written by the step that asks.
    """
    rows = [
        CallTask(
            seeker_id=call.seeker_id,
            dedupe_key=call.dedupe_key,
            reasons=list(call.reasons),
            score=call.score,
            asked_at=now,
            not_before=now,
            useful_until=call.useful_until,
        )
        for call in calls
    ]
    before = CallTask.objects.filter(dedupe_key__in=[row.dedupe_key for row in rows]).count()
    CallTask.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows) - before


def settle_call(*, call: CallTask, result: CallResult, actor: Any, now: datetime) -> CallTask:
    """Write what came of a call.  Nobody answered: it comes back in three hours.  A wrong number is marked on the person's file.

    Refused: ``IllegalTransition`` when the call is already settled.
    """
    with transaction.atomic():
        if result in AGAIN:
            locked = CallTask.objects.select_for_update().get(pk=call.pk)
            if locked.state != CallState.TO_CALL:
                raise states.IllegalTransition("CallTask", before=locked.state, to=result)
            locked.attempts += 1
            locked.result, locked.not_before = result, now + PUT_OFF
            locked.save(update_fields=["attempts", "result", "not_before"])
            audit.record(action="portfolios.call_tried", target=locked, actor=actor, details={"result": result})
            return locked
        if result == CallResult.WRONG_NUMBER:
            profiles.channel_failed(user_ids=[call.seeker.user_id], channel="sms", now=now, actor=actor)
        return states.transition(
            call,
            CallState.DONE,
            actor=actor,
            reason=str(CallResult(result).label),
            result=result,
            attempts=call.attempts + 1,
            settled_at=now,
            settled_by=actor,
        )


def drop_calls(*, seeker_id: int, actor: Any, now: datetime) -> int:
    """The reason for calling is gone (the person has declared): their waiting calls leave the queue; how many."""
    dropped = 0
    for call in CallTask.objects.filter(seeker_id=seeker_id, state=CallState.TO_CALL):
        states.transition(call, CallState.DROPPED, actor=actor, settled_at=now)
        dropped += 1
    return dropped

"""Whom to call: asked by what happens below, settled by an advisor, dropped when it is no longer needed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from advisors.portfolios import rules
from advisors.portfolios.models import AssistanceReason, CallResult, CallState, CallTask, CallTry
from advisors.portfolios.reasons import OBJECTED_POINTS
from portal import clock, states
from portal.accounts.models import User
from portal.audit import services as audit
from portal.notifications.models import Channel
from portal.prepared import Blank, Prepared
from portal.refusals import Refused
from seekers.declarations.models import Version, Via
from seekers.profiles import services as profiles
from seekers.profiles.models import Seeker
from seekers.reminders.events import CallNeeded

TIME_TO_CALL_BACK = timedelta(days=30)
"""An objection waits for an answer well after the window has closed."""
WITH_AN_ADVISOR = frozenset({Via.PHONE, Via.AGENCY})


class NothingToCall(Refused):
    """Somebody has noted the result already, or the call has become needless."""

    code = "nothing_to_call"


def ask_calls(*, calls: Collection[CallNeeded], actor: Any, now: datetime) -> int:
    """Put people in the call queue, each with its reasons; the number of new calls.

    A call asked twice (same ``dedupe_key``) is one call: the unique index decides.  The step that asks writes the audit line.
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
    known = CallTask.objects.filter(dedupe_key__in=[row.dedupe_key for row in rows])
    before = known.count()
    CallTask.objects.bulk_create(rows, ignore_conflicts=True)
    return known.count() - before


def ask_call_back(
    *, seeker_id: int, key: str, actor: Any, now: datetime, reason: AssistanceReason = AssistanceReason.OBJECTED
) -> CallTask:
    """The person objects to what was done with them (``key``: what it was): an advisor calls back.  Asked twice, it is one
    call."""
    with transaction.atomic():
        call, created = CallTask.objects.get_or_create(
            dedupe_key=f"objected:{key}",
            defaults={
                "seeker_id": seeker_id,
                "reasons": [reason.value],
                "score": OBJECTED_POINTS,
                "asked_at": now,
                "not_before": now,
                "useful_until": now + TIME_TO_CALL_BACK,
            },
        )
        if created:
            audit.record(action="portfolios.call_back_asked", target=call, actor=actor)
    return call


def settle_calls(
    *, seeker: Seeker, result: CallResult, actor: User, now: datetime, back_on: date | None = None
) -> datetime | None:
    """Write what came of calling ``seeker``: every call that waits for them is settled, or put off until the instant returned.

    Nobody answered: three hours later, or tomorrow after the second try of the day.  A promise: two days later, or on
    ``back_on``.  A call that would come back too late to be useful is settled.  A wrong number is marked on the file.
    Refused: ``NothingToCall``.
    """
    with transaction.atomic():
        Seeker.objects.select_for_update(of=("self",)).get(pk=seeker.pk)  # before the calls, as filing does
        calls = list(CallTask.objects.to_make(now).filter(seeker=seeker).select_for_update(of=("self",)))
        if not calls:
            raise NothingToCall(_("Le résultat de cet appel est déjà noté, ou cet appel n’est plus utile."))
        back_at = rules.back_at(
            result, now=now, tries_today=_tries_today(seeker, now) + 1, zone=seeker.timezone, back_on=back_on
        )
        last_use = max(call.useful_until for call in calls)
        if back_at is not None and back_at >= last_use:
            back_at = None
        CallTry.objects.create(call=calls[0], at=now, by=actor, result=result, back_at=back_at)
        for call in calls:
            _settle(call, result, back_at, actor=actor, now=now)
        if result == CallResult.WRONG_NUMBER:
            profiles.channel_failed(user_ids=[seeker.user_id], channel=Channel.SMS, now=now, actor=actor)
    return back_at


def _settle(call: CallTask, result: CallResult, back_at: datetime | None, *, actor: User, now: datetime) -> None:
    if back_at is not None and back_at < call.useful_until:
        call.result, call.not_before = result, back_at
        call.save(update_fields=["result", "not_before"])
        audit.record(action="portfolios.call_tried", target=call, actor=actor, details={"result": str(result)})
        return
    states.transition(
        call,
        CallState.DONE,
        actor=actor,
        reason=str(CallResult(result).label),
        result=result,
        settled_at=now,
        settled_by=actor,
    )


def _tries_today(seeker: Seeker, now: datetime) -> int:
    midnight = clock.start_of(now.astimezone(seeker.timezone).date(), seeker.timezone)
    return CallTry.objects.filter(call__seeker=seeker, at__gte=midnight).count()


def _waiting(given: type[Blank]) -> QuerySet[CallTask]:
    """Still to call, held: what was settled meanwhile is not ours to touch."""
    rows = CallTask.objects.filter(seeker=given("seeker"), state=CallState.TO_CALL)
    return rows.select_for_update().order_by("pk")


_WAITING = Prepared(_waiting)


def end_calls(*, seeker_id: int, version_id: int, actor: Any, now: datetime) -> int:
    """The person has declared: their waiting calls leave the queue; how many.  Declared with an advisor, the call is done."""
    waiting = _WAITING(seeker=seeker_id)
    if not waiting:
        return 0
    version = Version.objects.select_related("filed_by").get(pk=version_id)
    together = version.via in WITH_AN_ADVISOR
    for call in waiting:
        if together:
            states.transition(
                call, CallState.DONE, actor=version.filed_by, result=CallResult.DONE_TOGETHER, settled_at=now,
                settled_by=version.filed_by,
            )  # fmt: skip
        else:
            states.transition(call, CallState.DROPPED, actor=actor, settled_at=now)
    return len(waiting)

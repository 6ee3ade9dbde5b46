"""Carrying out a released extension, slice after slice, by any number of workers.

One slice is one transaction: claimed, given, counted, committed.  Killed at any line, either the slice never happened or it is
done; the primary key of ``Extended`` decides, whatever runs twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Q, Sum

from benefits.entitlements.services import extending
from benefits.extensions.models import Band, Extension, Slice, SliceState, State
from benefits.extensions.services import cohort
from portal.audit import services as audit
from portal.states import transition

Report = Callable[[Slice], None]
TRIES = 5
"""A payment may hold one of the rights of a slice at that very moment: the slice is done again."""

GIVE = f"""
    added AS (
        INSERT INTO extensions_extended (extension_id, entitlement_id, days, ended_on, reopened)
        SELECT %(extension)s, e.id, e.days, e.ends_on, e.state = 'exhausted'
        FROM ({cohort.BETWEEN}) e WHERE {cohort.MAY_REOPEN}
        ORDER BY e.id
        ON CONFLICT (entitlement_id, extension_id) DO NOTHING
        RETURNING entitlement_id, days
    )
"""  # noqa: S608  (constants only)


def execute(*, extension: Extension, now: datetime, actor: Any = None, report: Report | None = None) -> Extension:
    """Carry out what is left of a released extension; any number of workers may, at once.  The last one ends it."""
    while (done := execute_next(extension=extension, now=now, actor=actor)) is not None:
        if report:
            report(done)
    return finish(extension=extension, now=now, actor=actor)


def execute_next(*, extension: Extension, now: datetime, actor: Any = None) -> Slice | None:
    """Extend the rights of one slice that nobody holds; None when none is left to claim."""
    begin(extension=extension, actor=actor)
    for left in reversed(range(TRIES)):
        try:
            return _next(extension, now, actor)
        except DatabaseError:
            if not left:
                raise
    return None


def begin(*, extension: Extension, actor: Any = None) -> None:
    """The first worker to come says that it has begun."""
    if not Extension.objects.filter(pk=extension.pk, state=State.RELEASED).exists():
        return
    with transaction.atomic():
        extension = Extension.objects.select_for_update().get(pk=extension.pk)
        if extension.state == State.RELEASED:
            transition(extension, State.RUNNING, actor=actor)


def finish(*, extension: Extension, now: datetime, actor: Any = None) -> Extension:
    """Done once no slice waits; as it was otherwise (another worker holds the last ones)."""
    with transaction.atomic():
        extension = Extension.objects.select_for_update().get(pk=extension.pk)
        waiting = extension.slices.filter(state=SliceState.WAITING)
        if extension.state == State.RUNNING and not waiting.exists():
            return transition(extension, State.DONE, actor=actor, done_at=now)
        return extension


def _next(extension: Extension, now: datetime, actor: Any) -> Slice | None:
    with transaction.atomic():
        waiting = Slice.objects.select_for_update(skip_locked=True, of=("self",)).select_related("extension")
        mine = waiting.filter(extension=extension, extension__state=State.RUNNING, state=SliceState.WAITING)
        claimed = mine.order_by("number").first()
        if claimed is None:
            return None
        through_indexes()
        keys = cohort.frozen_keys(claimed.extension) | {"first": claimed.first_id, "last": claimed.last_id}
        rights, days = extending.add_days(GIVE, keys)
        claimed.state, claimed.done_at = SliceState.DONE, now
        claimed.extended, claimed.extended_days = rights, days
        claimed.save(update_fields=["state", "done_at", "extended", "extended_days"])
        details = {"rights": rights, "days": days}
        audit.record(action="extension.slice_done", target=claimed, actor=actor, details=details)
        return claimed


def through_indexes() -> None:
    """For this transaction: a slice finds its rights by their ids, whatever the statistics of a freshly filled table say."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off"
        )


@dataclass(frozen=True)
class Progress:
    """How far an extension is: slices, rights and days, done and in all (as counted)."""

    slices: int
    slices_done: int
    slices_back: int
    rights: int
    rights_done: int
    days_done: int
    days_taken: int
    days_consumed: int
    told: int
    """Slices whose people have had their message."""


def progress(extension: Extension) -> Progress:
    """Read from the rows of its slices: any process may ask, whoever does the work."""
    figures = Slice.objects.filter(extension=extension).aggregate(
        slices=Count("pk"),
        slices_done=Count("pk", filter=~Q(state=SliceState.WAITING)),
        slices_back=Count("pk", filter=Q(state=SliceState.TAKEN_BACK)),
        rights=Sum("counted", default=0),
        rights_done=Sum("extended", default=0),
        days_done=Sum("extended_days", default=0),
        days_taken=Sum("taken_days", default=0),
        days_consumed=Sum("consumed_days", default=0),
        told=Count("pk", filter=Q(told_at__isnull=False)),
    )
    return Progress(**figures)


def cost(extension: Extension) -> int:
    """What the count estimates, in cents: the days at the daily amount of each right, before anything is held back."""
    return Band.objects.filter(extension=extension).aggregate(cents=Sum("counted_cents", default=0))["cents"]

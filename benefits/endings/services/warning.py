"""Telling people, ninety and thirty days before, that their right ends; with the claim that may follow already prepared."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from benefits.endings import kinds, projection
from benefits.endings.models import EndWarning
from benefits.endings.rules import STEPS
from benefits.endings.services.preparing import prepare
from benefits.entitlements.models import Scheme
from portal import clock
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.notifications.services import Row

SLICE = 2_000
FARTHEST, NEAREST = STEPS
DAYS_LEFT_AT_MOST = FARTHEST + 75
"""A right with more days than that cannot end within ninety days: at most two months of it are not counted yet."""

NEAR = f"""
    SELECT e.id, e.seeker_id, s.user_id, e.scheme, e.days_total, e.days_left, ending.ends_on, due.step
    FROM entitlements_entitlement e
    JOIN profiles_seeker s ON s.id = e.seeker_id
    {projection.ENDING}
    CROSS JOIN LATERAL (
        SELECT CASE WHEN ending.ends_on - %(today)s <= %(nearest)s THEN %(nearest)s ELSE %(farthest)s END AS step
    ) due
    WHERE e.state = 'open' AND e.id > %(last)s AND e.days_left <= %(at_most)s
        AND ending.ends_on BETWEEN %(today)s AND %(today)s + %(farthest)s
        AND (e.scheme = %(are)s OR due.step = %(nearest)s)
        AND NOT EXISTS (
            SELECT FROM endings_endwarning w
            WHERE w.entitlement_id = e.id AND w.days_total = e.days_total AND w.step <= due.step)
    ORDER BY e.id LIMIT %(limit)s
"""  # noqa: S608  (constants only)
"""Six months of solidarity allowance are renewed: one warning is enough, thirty days before."""


def warn(*, now: datetime, actor: Any = None) -> int:
    """Warn those who should be and were not, a slice a transaction; how many.

    Killed at any line, the slice has not happened; run twice, the unique index and the keys of the messages keep to one.  Days are
    those of Paris.  The system acts: one line of audit a slice.
    """
    count, last = 0, 0
    while (slice_ := warn_slice(last=last, now=now, actor=actor)) is not None:
        count, last = count + slice_[0], slice_[1]
    return count


def warn_slice(*, last: int, now: datetime, actor: Any = None) -> tuple[int, int] | None:
    """Warn the next people after the right ``last``: how many, and the last right seen; None when nobody is left."""
    today = clock.day_of(now)
    keys = {
        **projection.keys(today), "today": today, "last": last, "limit": SLICE, "are": int(Scheme.ARE),
        "nearest": NEAREST, "farthest": FARTHEST, "at_most": DAYS_LEFT_AT_MOST,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(NEAR, keys)
        names = [column.name for column in cursor.description]
        people = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        if not people:
            return None
        warnings = EndWarning.objects.bulk_create(
            [
                EndWarning(
                    entitlement_id=each["id"], step=each["step"], days_total=each["days_total"],
                    days_left=each["days_left"], ends_on=each["ends_on"], warned_at=now,
                )
                for each in people
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        prepare([each["id"] for each in people], ends={each["id"]: each["ends_on"] for each in people}, now=now)
        _write(people, now)
        details = {"people": len(people), "from": people[0]["id"], "to": people[-1]["id"]}
        entitlement = warnings[0].entitlement
        audit.record(action="endings.warned", target=entitlement, actor=actor, details=details)
    return len(people), people[-1]["id"]


def _write(people: list[dict[str, Any]], now: datetime) -> None:
    """One message a person.  The same words for those whose right ends on the same day."""
    alike: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for each in people:
        key = f"ending:{each['id']}:{each['days_total']}:{each['step']}"
        alike[each["scheme"], each["step"], each["ends_on"], each["days_left"]].append(Row(each["user_id"], key))
    for (scheme, step, ends_on, days_left), rows in alike.items():
        kind = kinds.RenewSoon if scheme == Scheme.ASS else kinds.EndsSoon if step == NEAREST else kinds.EndsLater
        notifications.post_many(kind=kind, rows=rows, context={"day": ends_on, "days": days_left}, now=now)

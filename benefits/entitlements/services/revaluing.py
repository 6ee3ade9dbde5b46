"""Raising the rights that run, the day a text says so: slice after slice, by any number of workers, each right once.

One slice is one transaction: rights claimed, priced together, written with their lines, their people told.  Killed at any line,
either the slice never happened or it is done; the primary key of ``Revaluation`` decides, whatever runs twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
from django.db import connection, transaction
from django.utils.translation import gettext as _

from benefits.entitlements import kinds
from benefits.entitlements.models import Entitlement, Revaluation
from benefits.rules import revaluing
from benefits.rules.revaluing import Running
from portal import money
from portal.audit import services as audit
from portal.months import Month
from portal.notifications import services as notifications
from portal.notifications.services import Row
from portal.refusals import Refused
from seekers.declarations.calendar import window_of

SLICE = 5_000
READ = ("pk", "sjr_cents", "daily_cents", "reduced_daily_cents", "part_time", "contract_ended_on", "seeker__user_id")

RAISE = """
    UPDATE entitlements_entitlement e
    SET sjr_cents = r.sjr_after, daily_cents = r.daily_after, reduced_daily_cents = r.reduced_after
    FROM entitlements_revaluation r
    WHERE r.entitlement_id = e.id AND r.revalued_on = %(on)s AND e.id = ANY(%(rights)s)
      AND (r.sjr_after > r.sjr_before OR r.daily_after > r.daily_before OR r.reduced_after > r.reduced_before)
"""


class NotARevaluation(Refused):
    """No text of the table raises anything on that day."""

    code = "not_a_revaluation"


class TooEarly(Refused):
    """Months before the revaluation are still being declared, and would be paid at the raised amount."""

    code = "too_early_to_revalue"


class Revalued(NamedTuple):
    rights: int
    raised: int


Report = Callable[[Revalued], None]


def revaluation_opens(on: date) -> datetime:
    """From when the rights may be raised by the revaluation of ``on``: once the month before it is declared."""
    return window_of(Month.of(on).previous).closes_at


def revalue(*, on: date, now: datetime, actor: Any = None, report: Report | None = None) -> Revalued:
    """Raise the ARE rights that ran on the day ``on`` and have not been, in slices; how many were read, and raised.

    The system acts when nobody does.  Rights that a payment holds at that moment are left to the next call.
    Refused: ``NotARevaluation``, ``TooEarly``.
    """
    if on not in revaluing.revaluation_days():
        raise NotARevaluation(_("Aucun texte ne revalorise les droits ce jour-là."))
    if now < revaluation_opens(on):
        raise TooEarly(_("Le mois d’avant se déclare encore : il serait payé au nouveau montant."))
    rights = raised = 0
    while (done := _next_slice(on, now, actor)).rights:
        rights, raised = rights + done.rights, raised + done.raised
        if report:
            report(done)
    return Revalued(rights, raised)


@transaction.atomic
def _next_slice(on: date, now: datetime, actor: Any) -> Revalued:
    """One slice of rights that nobody holds; none when nothing is left."""
    waiting = Entitlement.objects.to_revalue(on).order_by("pk")
    held = list(waiting.select_for_update(skip_locked=True, of=("self",)).values_list(*READ)[:SLICE])
    if not held:
        return Revalued(0, 0)
    *columns, users = zip(*held, strict=True)
    pks, *figures, ended = columns
    before = Running(*(np.array(column, dtype=np.int64) for column in (*figures, [day.toordinal() for day in ended])))
    after = revaluing.raise_all(before, on)
    lines = [
        Revaluation(
            entitlement_id=pk, revalued_on=on, made_at=now, sjr_before=was[0], daily_before=was[1], reduced_before=was[2],
            sjr_after=now_is[0], daily_after=now_is[1], reduced_after=now_is[2],
        )
        for pk, was, now_is in zip(pks, _rows(before[:3]), _rows(after), strict=True)
    ]  # fmt: skip
    Revaluation.objects.bulk_create(lines)
    with connection.cursor() as cursor:
        cursor.execute(RAISE, {"on": on, "rights": list(pks)})
        raised = cursor.rowcount
    _tell(lines, users, on, now)
    details = {"on": on.isoformat(), "rights": len(lines), "raised": raised, "through": pks[-1]}
    audit.record(action="entitlements.revalued", target=lines[-1], actor=actor, details=details)
    return Revalued(len(lines), raised)


def raise_again(right: Entitlement) -> None:
    """Give a right whose amounts were just computed anew the revaluations that it has had.  Not saved; the caller audits."""
    if right.contract_ended_on is None:
        return
    for line in Revaluation.objects.filter(entitlement=right).order_by("revalued_on"):
        held = Running(
            right.sjr_cents, right.daily_cents, right.reduced_daily_cents, right.part_time,
            right.contract_ended_on.toordinal(),
        )  # fmt: skip
        right.sjr_cents, right.daily_cents, right.reduced_daily_cents = revaluing.raise_one(held, line.revalued_on)


def _rows(columns: Any) -> list[tuple[int, ...]]:
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _tell(lines: list[Revaluation], users: tuple[int, ...], on: date, now: datetime) -> None:
    rows = [
        Row(
            user,
            f"revaluation:{on}:{line.entitlement_id}",
            {"day": on, "before": money.euros(line.daily_before), "after": money.euros(line.daily_after)},
        )
        for line, user in zip(lines, users, strict=True)
        if line.daily_after > line.daily_before
    ]
    if rows:
        notifications.post_many(kind=kinds.AllowanceRaised, rows=rows, now=now)

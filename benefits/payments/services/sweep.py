"""Price what was filed and has no payment: by slices, set-based, several workers at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
from django.db import DatabaseError, connection, transaction

from benefits.payments import binary_copy
from benefits.payments.models import Payment, PaymentState, PricingSlice
from benefits.payments.services import facts
from benefits.payments.services.facts import Known
from benefits.payments.services.pricing import price
from benefits.rules.pricing import SLICE
from portal.audit import services as audit
from portal.months import Month
from portal.prepared import Prepared
from seekers.declarations.models import Declaration

logger = logging.getLogger(__name__)

Report = Callable[[int], None]
_WAITING = Prepared(lambda given: PricingSlice.objects.filter(month=given("month")))

MISSING = """
    FROM declarations_declaration d
    JOIN entitlements_entitlement e ON e.seeker_id = d.seeker_id AND e.state = 'open'
    {version}
    WHERE d.month = %(first)s AND d.state = 'filed' {range} AND NOT EXISTS (
        SELECT FROM payments_payment p
        WHERE p.seeker_id = d.seeker_id AND p.month = d.month + 0 AND p.number = 0 AND p.state <> 'superseded')
"""
"""``+ 0`` hides that the month is the same for all: else, before a new table has statistics, the planner thinks that nearly no
payment is of this month, and compares each person with all of them."""

CUT = f"""
    INSERT INTO payments_pricingslice (month, first_id, last_id)
    SELECT %(first)s, min(id), max(id)
    FROM (SELECT d.id, (row_number() OVER (ORDER BY d.id) - 1) / %(size)s AS number {MISSING.format(version="", range="")}) missing
    GROUP BY number ORDER BY number
"""  # noqa: S608  (constants only)

READ = f"""
    SELECT {facts.COLUMNS}
    {
    MISSING.format(
        version="JOIN declarations_version v ON v.id = d.current_id",
        range="AND d.id BETWEEN %(first_id)s AND %(last_id)s",
    )
}
    ORDER BY d.id
"""

CONSUME = """
    UPDATE entitlements_entitlement e
    SET days_left = e.days_left - used.days, paid_days = e.paid_days + used.days,
        state = CASE WHEN e.days_left = used.days THEN 'exhausted' ELSE e.state END,
        exhausted_on = CASE WHEN e.days_left = used.days
            THEN least(greatest(%s::date, e.first_payable_on) + used.days - 1, %s::date) ELSE e.exhausted_on END
    FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS used (id, before, days)
    WHERE e.id = used.id AND e.days_left = used.before AND e.state = 'open'
"""
"""Open → exhausted with the last day.  Days that moved since they were read are not touched: the slice is done again."""


class Contended(DatabaseError):
    """Somebody else priced one of these people in between."""


def price_missing(*, now: datetime, actor: Any = None, month: Month | None = None, report: Report | None = None) -> int:
    """Price the filed declarations of ``month`` (every month, when None) that have no payment; how many were.

    Any number of workers may call this at once: each claims slices that nobody holds.
    """
    months = (
        [month] if month else Declaration.objects.filed().values_list("month", flat=True).distinct().order_by("month")
    )
    count = 0
    for each in list(months):
        if not cut(each):
            continue
        while (done := price_next_slice(month=each, now=now, actor=actor)) is not None:
            count += done
            if report:
                report(done)
    return count


def cut(month: Month) -> bool:
    """Cut what is missing into slices, unless slices are waiting already.  Is there anything to price?"""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # three million rows are read once, not a page's few
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('payments.cut'))")
        if _WAITING.any(month=month.first):
            return True
        cursor.execute(CUT, {"first": month.first, "size": SLICE})
        return cursor.rowcount > 0


def price_next_slice(*, month: Month, now: datetime, actor: Any = None) -> int | None:
    """Price one slice in one transaction; how many people, or None when no slice is left to claim."""
    with transaction.atomic():
        through_indexes()
        waiting = PricingSlice.objects.select_for_update(skip_locked=True).filter(month=month)
        claimed = waiting.order_by("pk").first()
        if claimed is None:
            return None
        try:
            with transaction.atomic():
                count = _price_slice(claimed, now)
        except (DatabaseError, OverflowError) as failure:
            logger.warning("slice %s is priced one by one: %s", claimed.pk, type(failure).__name__)
            count = _price_one_by_one(claimed, actor, now)
        audit.record(action="payments.priced", target=claimed, actor=actor, details={"count": count})
        claimed.delete()
        return count


def through_indexes() -> None:
    """For this transaction: a slice finds its people one by one through indexes, whatever the statistics say.

    Freshly filled tables have none, and the planner then reads a whole table for each slice: ten times slower at a million.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;"
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_material = off"
        )


def _price_slice(claimed: PricingSlice, now: datetime) -> int:
    parameters = facts.parameters(claimed.month) | {"first_id": claimed.first_id, "last_id": claimed.last_id}
    with connection.cursor() as cursor:
        known = Known(**binary_copy.read(cursor, READ, parameters, Known._fields))
        count = len(known.seeker_id)
        if count == 0:
            return 0
        priced = facts.price_known(known, claimed.month)
        _consume(cursor, known, priced.result.payable_days, claimed.month)
        columns = {
            "seeker": known.seeker_id,
            "entitlement": known.entitlement_id,
            "version": known.version_id,
            "number": 0,
            "attempt": 1,
            "hold_reason": "",
            "payee_name": "",
            "payee_iban": "",
            "amount_cents": priced.result.net,
            **facts.frozen(known, priced, claimed.month, now),
        }
        something = priced.result.net > 0
        for state, rows in ((PaymentState.DUE, something), (PaymentState.ZERO, ~something)):
            if rows.any():
                chosen = facts.of_slice(columns, rows) | {"state": str(state)}
                binary_copy.write(cursor, Payment, chosen, int(rows.sum()))
    return count


def _consume(cursor: Any, known: Known, days: np.ndarray, month: Month) -> None:
    used = days > 0
    arrays = (known.entitlement_id[used], known.days_left[used], days[used])
    cursor.execute(CONSUME, [month.first, month.last, *(binary_copy.array_literal(each) for each in arrays)])
    if cursor.rowcount != int(used.sum()):
        raise Contended("days moved under the slice")


def _price_one_by_one(claimed: PricingSlice, actor: Any, now: datetime) -> int:
    """One wrong row must not hold back the others of its slice: it is logged, by its id, and left for a human."""
    filed = Declaration.objects.filed().filter(month=claimed.month, pk__range=(claimed.first_id, claimed.last_id))
    count = 0
    for version_id in filed.order_by("pk").values_list("current_id", flat=True):
        try:
            with transaction.atomic():
                count += price(version_id=version_id, actor=actor, now=now) is not None
        except (DatabaseError, OverflowError, ValueError):
            logger.exception("version %s cannot be priced", version_id)
    return count

"""Days that a law adds to many rights at once, and takes back: the only statements that move ``days_total`` in bulk.

The room that knows the law writes its own line for each right in the same statement, so that no day moves without its line and no
line stands without its days.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError, connection

ADD = """
    UPDATE entitlements_entitlement e
    SET days_total = e.days_total + added.days, days_left = e.days_left + added.days, exhausted_on = NULL,
        state = CASE WHEN e.state = 'exhausted' THEN 'open' ELSE e.state END
    FROM added WHERE e.id = added.entitlement_id AND e.state <> 'closed'
    RETURNING added.days
"""
"""A right that was used up opens again; the unique index refuses it when another is open."""

TAKE = """
    UPDATE entitlements_entitlement e
    SET days_total = e.days_total - taken.days, days_left = e.days_left - taken.days,
        exhausted_on = CASE WHEN e.state = 'open' AND e.days_left = taken.days THEN taken.ended_on ELSE e.exhausted_on END,
        state = CASE WHEN e.state = 'open' AND e.days_left = taken.days THEN 'exhausted' ELSE e.state END
    FROM taken WHERE e.id = taken.entitlement_id AND e.days_left >= taken.days
    RETURNING taken.days
"""
"""Only days that are left; a right without any is used up."""


class Moved(DatabaseError):
    """A right changed under the statement: nothing was done, it may be done again."""


def add_days(added: str, keys: Mapping[str, Any]) -> tuple[int, int]:
    """Add days to the rights of the query ``added`` (entitlement_id, days); how many rights and days.

    ``added`` is the end of a WITH clause, ``… added AS (INSERT … RETURNING entitlement_id, days)``.  In the caller's transaction,
    which audits its act.  Refused with ``Moved`` when a right of the query was closed meanwhile.
    """
    return _run(added, "added", ADD, keys)


def take_days(taken: str, keys: Mapping[str, Any]) -> tuple[int, int]:
    """Take days back from the rights of the query ``taken`` (entitlement_id, days, ended_on); how many rights and days.

    ``ended_on`` becomes the day on which a right is used up when nothing is left of it.  Refused with ``Moved`` when fewer days are
    left than the query takes.
    """
    return _run(taken, "taken", TAKE, keys)


def _run(given: str, name: str, move: str, keys: Mapping[str, Any]) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {given}, moved AS ({move}) "  # noqa: S608  (our own SQL)
            f"SELECT (SELECT count(*) FROM {name}), count(*), coalesce(sum(days), 0) FROM moved",
            keys,
        )
        wanted, moved, days = cursor.fetchone()
    if wanted != moved:
        raise Moved(f"{moved} of {wanted} rights")
    return int(moved), int(days)

"""Invented declarations by the million: one filed month each, a third with work, some with sick leave."""

from __future__ import annotations

from typing import Any

from portal import bulk
from portal.months import Month
from seekers.declarations.models import Declaration, EmployerLine, Span, Version
from seekers.profiles.town import SEEKERS

FILED = """declarations_declaration d JOIN profiles_seeker s ON s.id = d.seeker_id
    JOIN accounts_user u ON u.id = s.user_id AND u.identifier BETWEEN %s AND %s
    CROSS JOIN LATERAL (SELECT substr(u.identifier, 2)::bigint AS number) n WHERE d.month = %s"""

PAY = "CASE WHEN n.number %% 3 = 0 THEN 20000 + n.number * 7919 %% 160000 ELSE 0 END"
SICK_DAYS = "CASE WHEN n.number %% 20 = 1 THEN 1 + n.number %% 7 ELSE 0 END"


def declare(cursor: Any, first: int, last: int, month: Month) -> int:
    """``month`` filed by each of the people number ``first`` to ``last``; how many rows.  In a transaction: a declaration and its
    version point at each other."""
    ends = bulk.bounds(first, last)
    filed_at = f"timestamptz '{month.last} 09:00+00' + n.number %% 600000 * interval '1 second'"
    declaration = {
        "seeker": "s.id",
        "month": f"date '{month.first}'",
        "state": "'filed'",
        "filed_at": filed_at,
        "current": "nextval(pg_get_serial_sequence('declarations_version', 'id'))",
    }
    rows = bulk.insert(cursor, Declaration, declaration, SEEKERS, ends)
    version = {
        "id": "d.current_id",
        "declaration": "d.id",
        "number": "1",
        "receipt": "'V' || lpad(d.current_id::text, 11, '0')",
        "content_sha256": "encode(sha256(d.current_id::text::bytea), 'hex')",
        "filed_at": "d.filed_at",
        "filed_by": "u.id",
        "still_looking": "true",
        "gross_pay_cents": PAY,
        "minutes_worked": f"({PAY}) / 20",
        "non_payable_days": SICK_DAYS,
    }
    where = [*ends, month.first]
    rows += bulk.insert(cursor, Version, version, f"{FILED} ORDER BY d.id", where)
    work = {
        "version": "d.current_id",
        "position": "0",
        "name": "'Employeur inventé'",
        "gross_cents": PAY,
        "minutes": f"({PAY}) / 20",
    }
    rows += bulk.insert(cursor, EmployerLine, work, f"{FILED} AND n.number %% 3 = 0", where)
    sick = {
        "version": "d.current_id",
        "kind": "'sick_leave'",
        "starts_on": f"date '{month.first}'",
        "ends_on": f"date '{month.first}' + ({SICK_DAYS})::int - 1",
    }
    return rows + bulk.insert(cursor, Span, sick, f"{FILED} AND n.number %% 20 = 1", where)

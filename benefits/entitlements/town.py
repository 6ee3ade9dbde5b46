"""Invented rights by the million: nineteen ARE for one ASS, allowances of every size, some reduced, some nearly used up."""

from __future__ import annotations

from typing import Any

from benefits.entitlements.models import Entitlement, Scheme
from portal import bulk
from seekers.profiles.town import SEEKERS

RIGHT = """
    CROSS JOIN LATERAL (SELECT n.number %% 20 = 7 AS solidarity, 4500 + n.number * 104729 %% 16000 AS sjr) w
    CROSS JOIN LATERAL (SELECT CASE WHEN w.solidarity THEN 1933 ELSE least(
        greatest((w.sjr * 4040 + 13180000 + 5000) / 10000, (w.sjr * 5700 + 5000) / 10000, 3213),
        (w.sjr * 7500 + 5000) / 10000) END AS daily) a
    CROSS JOIN LATERAL (SELECT n.number * 31 %% 300 AS paid) p
"""
SOURCE = SEEKERS.replace("ORDER BY", f"{RIGHT} ORDER BY")


def load(cursor: Any, first: int, last: int) -> int:
    """An open right for each of the people number ``first`` to ``last``; how many rows."""
    values = {
        "seeker": "s.id",
        "scheme": f"CASE WHEN w.solidarity THEN {int(Scheme.ASS)} ELSE {int(Scheme.ARE)} END",
        "opened_on": "date '2026-01-05'",
        "first_payable_on": "date '2026-01-12'",
        "contract_ended_on": "date '2025-12-31'",
        "sjr_cents": "CASE WHEN w.solidarity THEN 0 ELSE w.sjr END",
        "daily_cents": "a.daily",
        "reduced_daily_cents": "CASE WHEN a.daily > 9257 THEN greatest(9257, a.daily * 7 / 10) ELSE a.daily END",
        "full_rate_days": "CASE WHEN a.daily > 9257 THEN 182 ELSE 32000 END",
        "csg_rate": "(ARRAY[620, 620, 380, 0])[1 + n.number %% 4]",
        "days_total": "p.paid + 1 + n.number * 13 %% 248",
        "days_left": "1 + n.number * 13 %% 248",
        "paid_days": "p.paid",
    }
    return bulk.insert(cursor, Entitlement, values, SOURCE, bulk.bounds(first, last))

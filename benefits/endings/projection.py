"""The end of rights in SQL: the same arithmetic as ``rules.last_day``, for a million rights in one query."""

from __future__ import annotations

from datetime import date
from typing import Any

from benefits.endings.rules import first_unpaid_month

ENDING = """
    LEFT JOIN LATERAL (
        SELECT (max(d.month) + interval '1 month')::date AS next FROM declarations_declaration d
        WHERE d.seeker_id = e.seeker_id AND d.state = 'filed' AND d.month >= %(unpaid_from)s
    ) filed ON true
    CROSS JOIN LATERAL (
        SELECT greatest(e.first_payable_on, filed.next, %(unpaid_from)s::date) AS starts_on OFFSET 0
    ) left_from
    CROSS JOIN LATERAL (
        SELECT (extract(year FROM starts_on)::int * 12 + extract(month FROM starts_on)::int - 1) * 30
            + least(extract(day FROM starts_on)::int, 30) + e.days_left - 2 AS place OFFSET 0
    ) line
    CROSS JOIN LATERAL (
        SELECT make_date(place / 360, place / 30 %% 12 + 1, 1) AS first,
            (make_date(place / 360, place / 30 %% 12 + 1, 1) + interval '1 month')::date - 1 AS last, place %% 30 AS after OFFSET 0
    ) ends
    CROSS JOIN LATERAL (
        SELECT CASE WHEN e.days_left = 0 THEN e.exhausted_on
            WHEN ends.after = 29 THEN ends.last ELSE least(ends.first + ends.after, ends.last) END AS ends_on OFFSET 0
    ) ending
"""
"""Joined to ``entitlements_entitlement e``: gives ``ending.ends_on``, the last payable day if every day from now on is paid, or
the last day that was paid when no day is left.  A filed month has already used its days up.

``OFFSET 0`` keeps each step computed once a row: flattened into one expression, it is computed again at each mention, thirty times
over (25 µs a right instead of 3)."""


def keys(as_of: date) -> dict[str, Any]:
    """What ``ENDING`` must be given: the ends as they stand on ``as_of`` (Europe/Paris)."""
    return {"unpaid_from": first_unpaid_month(as_of).first}

"""The minimum wage of a day, from its dated table."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("minimum_wage.toml")


def hourly_cents(day: date) -> int:
    """Gross pay of one hour at the minimum wage on ``day``, in cents; before the table begins, its first figure."""
    since = [known for known in _table() if known[0] <= day]
    return (since or _table())[-1 if since else 0][1]


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[date, int], ...]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["hourly_cents"]
    return tuple(sorted((date.fromisoformat(day), cents) for day, cents in rows.items()))

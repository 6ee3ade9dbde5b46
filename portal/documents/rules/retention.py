"""How long a document is kept, and how long it proves something: read from the dated table beside this file."""

from __future__ import annotations

import calendar
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("retention.toml")


@dataclass(frozen=True)
class Retention:
    """For one kind of document.  Months count from the day of arrival."""

    keep_months: int
    reason: str
    valid_months: int | None = None
    reference: str = ""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def retention_of(kind: str, on: date) -> Retention:
    """The row of ``kind`` in force on ``on``.  Refuses (``LookupError``) a kind that the table forgets, or a day before it."""
    found: Retention | None = None
    for row in sorted(_table()["row"], key=lambda each: each["from"]):
        if row["from"] <= on and kind in row:
            found = Retention(**row[kind], reference=row["reference"])
    if found is None:
        raise LookupError(f"retention.toml says nothing of {kind!r} on {on}")
    return found


def keep_until(kind: str, received_on: date) -> date:
    """The last day on which the file is kept."""
    return months_after(received_on, retention_of(kind, received_on).keep_months)


def keep_refused_until(refused_on: date) -> date:
    """The last day of a file that was refused on ``refused_on``: while that can be contested."""
    return months_after(refused_on, int(_table()["refused_keep_months"]))


def valid_until(kind: str, received_on: date) -> date | None:
    """The last day on which it proves something, when nobody knows better; None: always."""
    months = retention_of(kind, received_on).valid_months
    return None if months is None else months_after(received_on, months)


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of that month: 31 January + 1 is 28 or 29 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

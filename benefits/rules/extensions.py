"""Rights that a text made longer for everyone whose right ended between two days (ordonnance 2020-324)."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from benefits.rules.figures import TABLE


class Extension(NamedTuple):
    """``days`` more for the rights that end from ``first`` to ``last``, both included."""

    first: date
    last: date
    days: int
    reference: str


def extension_of(ends_on: date) -> Extension | None:
    """The extension of a right that ends on ``ends_on``; None when no text gives one."""
    return next((each for each in extensions() if each.first <= ends_on <= each.last), None)


def extended_days(ends_on: date, non_payable_days: int = 0) -> int:
    """The days added to a right that ends on ``ends_on``, less those of the period that could not be paid."""
    found = extension_of(ends_on)
    return max(found.days - non_payable_days, 0) if found else 0


@lru_cache(maxsize=1)
def extensions() -> tuple[Extension, ...]:
    """Every extension of the table, in order."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["extension"]
    return tuple(Extension(row["from"], row["through"], row["days"], row["reference"]) for row in rows)

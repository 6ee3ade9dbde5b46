"""What a right that runs is worth from the day of a revaluation. Règlement 2024, art. 20: each July, and in April 2023.

The reference wage is raised when all of it is six months old on that day; the fixed part and the minimum are those of that day
for everyone. The rates stay those of the end of the contract.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from benefits.rules.choice import either, larger, smaller
from benefits.rules.figures import Figures, changes, figures_on
from benefits.rules.in_force import daily_on
from benefits.rules.ordinals import plus_months
from portal.money import Whole, share

REVALUATION = "revaluation_rate"

Columns: TypeAlias = "np.ndarray[Any, Any]"


class Running(NamedTuple):
    """A right as it stands, for one person or as columns: cents, a rate per 10,000, an ordinal."""

    sjr: Whole
    daily: Whole
    reduced_daily: Whole  # the same as ``daily`` for whom it is never reduced
    part_time: Whole
    contract_ended: Whole


class Raised(NamedTuple):
    """Cents."""

    sjr: Whole
    daily: Whole
    reduced_daily: Whole


@lru_cache(maxsize=1)
def revaluation_days() -> tuple[date, ...]:
    """The days on which a text raised the wages and the allowances, in order, since the law of opening a right is known."""
    known = [figures for figures in changes() if figures.opening]
    raised = [figures for figures in known if figures.references[REVALUATION] != _before(figures)]
    return tuple(figures.since for figures in raised)


def last_revaluation(day: date) -> date | None:
    """The last of those days up to ``day``, None before the first."""
    return max((each for each in revaluation_days() if each <= day), default=None)


def first_contract_end() -> date:
    """The first end of a contract whose law is known."""
    return next(figures.since for figures in changes() if figures.opening)


def raised(right: Running, on: date, figures: Figures) -> Raised:
    """``right`` from the revaluation of ``on``, under the ``figures`` of the end of its contract. Nothing ever goes down."""
    day = on.toordinal()
    old = right.contract_ended <= plus_months(day, -figures.law.revalued_after_months)
    sjr = larger(either(old, share(right.sjr, figures_on(on).revaluation_rate), right.sjr), right.sjr)
    daily = larger(daily_on(day, sjr, right.part_time, figures).amount, right.daily)
    reduced = larger(share(daily, figures.degressivity_rate), figures.degressivity_floor)
    reduced = larger(smaller(reduced, daily), right.reduced_daily)
    return Raised(sjr, daily, either(right.reduced_daily < right.daily, reduced, daily))


def raise_one(right: Running, on: date) -> Raised:
    """The same for one person, whose contract ended on a day whose law is known."""
    return raised(right, on, figures_on(date.fromordinal(right.contract_ended)))


def raise_all(rights: Running, on: date) -> Raised:
    """The same for columns of people, each under the law of the end of their contract."""
    since = np.array([figures.since.toordinal() for figures in changes()], dtype=np.int64)
    ended: Columns = np.atleast_1d(rights.contract_ended)
    rows: Columns = np.searchsorted(since, ended, side="right") - 1
    found = np.empty((len(Raised._fields), len(rows)), dtype=np.int64)
    for row in np.unique(rows):
        who = rows == row
        some = Running(*(column[who] for column in rights))
        for column, figure in zip(found, raised(some, on, changes()[row]), strict=True):
            column[who] = figure
    return Raised(*found)


def _before(figures: Figures) -> str:
    """The text of the revaluation that stood just before ``figures``."""
    earlier = [each for each in changes() if each.since < figures.since]
    return earlier[-1].references[REVALUATION]

"""What changes between the end of the contract, which chooses the law, and the day a right begins to be paid: amounts."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from benefits.rules.choice import either
from benefits.rules.daily_allowance import DailyAllowance, daily_allowance
from benefits.rules.figures import Figures, changes
from benefits.rules.ordinals import plus_months
from portal.money import Whole, share


class _Change(NamedTuple):
    day: int  # ordinal
    value: int


def amount_on(day: Whole, name: str, figures: Figures) -> Whole:
    """The figure ``name`` in force on ``day``, which is not before ``figures``: cents. Later than the last known one, it
    stands."""
    amount: Whole = getattr(figures, name)
    for change in _changes_since(name, figures.since):
        amount = either(day >= change.day, change.value, amount)
    return amount


def daily_on(day: Whole, sjr: Whole, part_time: Whole, figures: Figures) -> DailyAllowance:
    """The daily allowance with the amounts in force on ``day``, the first one paid; its rates are those of ``figures``."""
    return daily_allowance(
        sjr,
        figures,
        part_time=part_time,
        minimum=amount_on(day, "minimum_allowance", figures),
        fixed_part=amount_on(day, "fixed_part", figures),
    )


def revalued(sjr: Whole, ends: Whole, opened: Whole, figures: Figures) -> Whole:
    """The daily wage in cents, raised by each revaluation between the end of the contract and the opening of the right.

    Only of a pay that is six months old on that day, all of it: the contract had ended by then.
    """
    for change in _changes_since("revaluation_rate", figures.since):
        due = (ends <= plus_months(change.day, -figures.law.revalued_after_months)) & (opened >= change.day)
        sjr = either(due, share(sjr, change.value), sjr)
    return sjr


@lru_cache(maxsize=512)
def _changes_since(name: str, since: date) -> tuple[_Change, ...]:
    """The changes of one figure after ``since``, in order of date."""
    held = next(figures for figures in changes() if figures.since == since)
    found, reference = [], held.references[name]
    for figures in changes():
        if figures.since > since and figures.references[name] != reference:
            reference = figures.references[name]
            found.append(_Change(figures.since.toordinal(), getattr(figures, name)))
    return tuple(found)

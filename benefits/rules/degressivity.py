"""The reduction of high allowances after the first months (dégressivité). Règlement 2024, art. 17 bis.

Choose the figures by the end of the contract: a right keeps the ages and the floor under which it was opened.
"""

from __future__ import annotations

from benefits.rules.choice import Yes, either, larger, smaller
from benefits.rules.figures import Figures
from portal.money import Whole, share

NEVER_REDUCED = 1_000_000
"""Full-rate days of a right whose allowance is never reduced: more than any right can hold."""


def applies(daily: Whole, age: Whole, figures: Figures) -> Yes:
    """Whether an allowance of ``daily`` cents is one day reduced, for someone of ``age`` at the end of the contract."""
    return (age < figures.degressivity_age) & (daily > figures.degressivity_threshold)


def reduced_daily(daily: Whole, age: Whole, figures: Figures) -> Whole:
    """The daily allowance in cents once reduced to 70 %, never under the floor; unchanged where none applies."""
    reduced = larger(share(daily, figures.degressivity_rate), figures.degressivity_floor)
    return either(applies(daily, age, figures), smaller(reduced, daily), daily)


def first_reduced_day(figures: Figures) -> int:
    """The rank, among the days paid, of the first one at the reduced amount: 183 in the ordinary case."""
    return figures.degressivity_days + 1


def full_rate_days_left(daily: Whole, age: Whole, days_already_paid: Whole, figures: Figures) -> Whole:
    """How many days are still to be paid before the reduction; ``NEVER_REDUCED`` for whom none applies."""
    left = larger(figures.degressivity_days - days_already_paid, 0)
    return either(applies(daily, age, figures), left, NEVER_REDUCED)


def split(payable_days: Whole, full_rate_days: Whole) -> tuple[Whole, Whole]:
    """The payable days at the full amount, then those at the reduced one."""
    full = smaller(payable_days, full_rate_days)
    return full, payable_days - full

"""The daily allowance (allocation journalière) drawn from the reference daily wage. Règlement 2024, art. 11 to 16."""

from __future__ import annotations

from typing import NamedTuple

from benefits.rules.choice import either, larger, smaller
from benefits.rules.figures import Figures
from portal.money import RATE_SCALE, Whole, nearest, share

DAYS_IN_A_YEAR = 365
FULL_TIME = RATE_SCALE

FIXED_AND_PROPORTIONAL, SOLE_RATE, MINIMUM, CAP = 1, 2, 3, 4


class DailyAllowance(NamedTuple):
    """What each way of counting gives, in cents a day, and the one that decides (``branch``, one of the four above)."""

    fixed_and_proportional: Whole
    sole_rate: Whole
    minimum: Whole
    cap: Whole
    amount: Whole
    branch: Whole


def retained_monthly_pay(gross_pay: Whole, figures: Figures) -> Whole:
    """The part of a monthly pay, in cents, that counts: within four social security ceilings (art. 11)."""
    return smaller(gross_pay, figures.ceilings_counted * figures.monthly_ceiling)


def daily_wage(reference_pay: Whole, days: Whole) -> Whole:
    """The reference daily wage (SJR) in cents: reference pay over the days counted, to the nearest cent (art. 13)."""
    return nearest(reference_pay, days)


def daily_allowance(
    sjr: Whole,
    figures: Figures,
    *,
    part_time: Whole = FULL_TIME,
    minimum: Whole | None = None,
    fixed_part: Whole | None = None,
) -> DailyAllowance:
    """The daily allowance in cents for a reference daily wage in cents.

    ``part_time`` (per 10,000) is hours worked over legal hours: it reduces the fixed part and the minimum, each to
    the cent (art. 15). ``minimum`` and ``fixed_part`` replace those of the figures (Mayotte, a first day paid later). The
    better of the two ways of counting is compared before rounding; the cap of 75 % comes last, so that it also holds
    against the minimum (art. 16).
    """
    ordinary = figures.minimum_allowance if minimum is None else minimum
    fixed = share(figures.fixed_part if fixed_part is None else fixed_part, part_time)
    floor = share(ordinary, part_time)
    proportional_exact = sjr * figures.proportional_rate + fixed * RATE_SCALE
    sole_exact = sjr * figures.sole_rate
    floor_exact = floor * RATE_SCALE
    cap_exact = sjr * figures.cap_rate
    best = larger(larger(proportional_exact, sole_exact), floor_exact)
    branch = either(
        cap_exact <= best,
        CAP,
        either(
            proportional_exact >= best,
            FIXED_AND_PROPORTIONAL,
            either(sole_exact >= best, SOLE_RATE, MINIMUM),
        ),
    )
    return DailyAllowance(
        fixed_and_proportional=nearest(proportional_exact, RATE_SCALE),
        sole_rate=nearest(sole_exact, RATE_SCALE),
        minimum=floor,
        cap=nearest(cap_exact, RATE_SCALE),
        amount=nearest(smaller(best, cap_exact), RATE_SCALE),
        branch=branch,
    )


def training_allowance(amount: Whole, figures: Figures, *, mayotte: bool = False) -> Whole:
    """The daily allowance in cents of someone in training (AREF): the same, raised to its own minimum."""
    return larger(amount, figures.mayotte_training_minimum if mayotte else figures.training_minimum)

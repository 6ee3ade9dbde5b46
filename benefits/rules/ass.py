"""The solidarity allowance paid after ARE (ASS). Code du travail, L5423-1, R5423-1 and following, R5425-2 and -6."""

from __future__ import annotations

from benefits.rules.choice import Yes, either, larger, smaller
from benefits.rules.figures import Figures
from portal.money import Whole


def ceiling(daily: Whole, couple: Yes, figures: Figures) -> Whole:
    """The monthly resources, in cents, at which nothing is paid: 70 daily amounts alone, 110 in a couple."""
    return daily * either(couple, figures.ass_ceiling_couple_days, figures.ass_ceiling_single_days)


def monthly_amount(days: Whole, daily: Whole, ceiling_left: Whole) -> Whole:
    """The month's allowance in cents: the days, within what the resources leave under the ceiling.

    ``ceiling_left`` is the ceiling less the household's monthly resources (negative above it). Less than one day's
    amount is not paid.
    """
    amount = larger(smaller(days * daily, ceiling_left), 0)
    return either(amount < daily, 0, amount)


def paid_with_work(gross_pay: Whole, cumul_months_left: Whole) -> Yes:
    """Whether the month is paid: three months of work do not stop the allowance, the following ones do."""
    return (gross_pay == 0) | (cumul_months_left > 0)

"""The solidarity allowance paid after ARE (ASS). Code du travail, L5423-1, R5423-1 and following, R5425-2 and -6."""

from __future__ import annotations

from collections.abc import Sequence

from benefits.rules.choice import Yes, either, larger, smaller
from benefits.rules.figures import Figures
from portal.money import Whole, nearest, share


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


def resources_counted(kept: Whole, interrupted: Whole, substituted: Yes, figures: Figures) -> Whole:
    """The resources of the household, in cents, over the same period as what is given (R5423-4).

    An income that has stopped for good counts for nothing, or for 70 % when another (a benefit, a pension) replaces it.
    """
    return kept + either(substituted, share(interrupted, figures.ass_substituted_rate), 0)


def monthly_resources(counted: Whole, figures: Figures) -> Whole:
    """The mean of the twelve months counted, in cents, to the nearest; exactly half goes down, to the person's advantage."""
    return -nearest(-counted, figures.ass_resource_months)


def cumul_paid(worked: Sequence[Yes], figures: Figures) -> list[Yes]:
    """Month after month, whether the allowance is paid beside the work of ``worked`` (R5425-2).

    The first three months of work, consecutive or not, leave it whole. Three months in a row without work, and the
    count begins again.
    """
    paid: list[Yes] = []
    left: Whole = figures.ass_cumul_months
    without_work: Whole = 0
    for works in worked:
        without_work = either(works, 0, without_work + 1)
        left = either(without_work >= figures.ass_cumul_reset_months, figures.ass_cumul_months, left)
        pays = paid_with_work(works, left)
        left = left - either(works & pays, 1, 0)
        paid.append(pays)
    return paid

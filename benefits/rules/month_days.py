"""How many days a month counts, and how many of them are payable (circulaire Unédic 2025-03)."""

from __future__ import annotations

from benefits.rules.choice import either, larger, smaller
from benefits.rules.figures import Figures, figures_on
from portal.money import Whole
from portal.months import Month

THIRTY_DAYS = 30


def base_days(month: Month, figures: Figures | None = None) -> int:
    """The days on which a whole month is paid: 30 since April 2025, those of the calendar before."""
    figures = figures or figures_on(month.first)
    return THIRTY_DAYS if figures.thirty_day_months else month.days


def withheld_days(month: Month, non_payable_days: Whole, figures: Figures | None = None) -> Whole:
    """The days taken off the base of ``month`` when ``non_payable_days`` of its calendar days cannot be paid.

    One for one, never more than the base. A month of which no calendar day is payable pays nothing: without this, all
    of February on sick leave would still pay 2 days of 30.
    """
    base = base_days(month, figures)
    return either(non_payable_days >= month.days, base, smaller(larger(non_payable_days, 0), base))


def paid_days(month: Month, non_payable_days: Whole, figures: Figures | None = None) -> Whole:
    """The days payable in ``month`` before any pay is taken into account."""
    return base_days(month, figures) - withheld_days(month, non_payable_days, figures)

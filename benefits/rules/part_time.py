"""Working while on benefit (activité réduite). Règlement, art. 30 to 32; circulaire Unédic 2014-26."""

from __future__ import annotations

from benefits.rules.choice import either, larger, smaller
from benefits.rules.figures import Figures
from portal.money import Whole, nearest, rounded_down, share


def retained_pay(gross_pay: Whole, figures: Figures) -> Whole:
    """The part of the month's gross pay, all employers together, that is set against the allowance: 70 %, in cents."""
    return share(gross_pay, figures.retained_pay_rate)


def days_after_pay(full_allowance: Whole, retained: Whole, daily: Whole) -> Whole:
    """The payable days that the retained pay leaves: the rest of the allowance in days, to the nearest, half up.

    ``daily`` is the full-rate allowance even when the reduced one is paid. Never below 0.
    """
    return nearest(larger(full_allowance - retained, 0), larger(daily, 1))


def cumul_cap(sjr: Whole, figures: Figures) -> Whole:
    """What allowance and pay together may not exceed in a month: 30.42 reference daily wages, in cents."""
    return share(sjr, figures.cumul_multiplier)


def days_within_cap(
    days: Whole, gross_pay: Whole, cap: Whole, daily: Whole, reduced: Whole, full_rate_days: Whole
) -> Whole:
    """``days``, lowered until allowance plus pay hold within ``cap``; untouched in a month without pay.

    Days are taken at the full amount first, then at the reduced one, and rounded down: the cap always holds.
    """
    room = larger(cap - gross_pay, 0)
    at_full = smaller(rounded_down(room, larger(daily, 1)), full_rate_days)
    beyond = rounded_down(room - at_full * daily, larger(reduced, 1))
    fitting = at_full + either(at_full == full_rate_days, beyond, 0)
    return either(gross_pay > 0, smaller(days, fitting), days)

"""For how many days a right is opened. Règlement 2024, art. 9; décret 2023-33 for the coefficient."""

from __future__ import annotations

from typing import NamedTuple

from benefits.rules.career import EndReason
from benefits.rules.choice import Yes, either, larger, smaller
from benefits.rules.figures import Figures
from portal.money import RATE_SCALE, Whole, rounded_up


class Duration(NamedTuple):
    """Days. ``extension`` may be asked for at the end by those whom the maximum of an agreed termination limits."""

    days: Whole
    maximum: Whole
    minimum: Whole
    rate: Whole
    extension: Whole


def duration(
    counted_days: Whole, age: Whole, *, short: Yes, end_reason: Whole, overseas: Yes, figures: Figures
) -> Duration:
    """The days of the right: those counted, times the coefficient, rounded up, between the minimum and the maximum.

    ``short`` is for a right opened by the shorter threshold only: its minimum is shorter too. The coefficient does not
    hold overseas, nor the maximum of an agreed termination.
    """
    law = figures.law
    rate = either(overseas > 0, law.overseas_duration_rate, law.duration_rate)
    by_age = either(
        age >= law.senior_age,
        law.senior_maximum_days,
        either(age >= law.middle_age, law.middle_maximum_days, law.maximum_days),
    )
    ordinary = rounded_up(by_age * rate, RATE_SCALE)
    agreed = either(age >= law.middle_age, law.agreed_senior_maximum_days, law.agreed_maximum_days)
    limited = (end_reason == EndReason.AGREED_TERMINATION) & (overseas == 0) & (agreed > 0)
    maximum = either(limited, smaller(agreed, ordinary), ordinary)
    minimum = either(short, law.short_minimum_days, law.minimum_days)
    days = larger(smaller(rounded_up(counted_days * rate, RATE_SCALE), maximum), minimum)
    extension = either(limited & (age >= law.middle_age), ordinary - maximum, 0)
    return Duration(days, maximum, minimum, rate, extension)

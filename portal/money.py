"""Money is a whole number of cents, and each legal rounding is one function.

Every function here takes an ``int`` or a NumPy ``int64`` array and gives back the same: only ``+ - * //`` are
used, which are exact on both. No float ever carries money.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeAlias

Whole: TypeAlias = Any
"""An ``int`` or a NumPy ``int64`` array: what comes out follows what went in, which no type checker can follow."""

CENTS_IN_A_EURO = 100
RATE_SCALE = 10_000  # a rate is an integer per 10,000: 6.2 % is 620
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"  # a hyphen is shorter, and a screen reader skips it


def nearest(numerator: Whole, divisor: Whole) -> Whole:
    """``numerator / divisor`` to the nearest whole number, exactly half going up. ``divisor`` > 0."""
    return (2 * numerator + divisor) // (2 * divisor)


def rounded_down(numerator: Whole, divisor: Whole) -> Whole:
    """``numerator / divisor`` to the whole number at or below. ``divisor`` > 0."""
    return numerator // divisor


def rounded_up(numerator: Whole, divisor: Whole) -> Whole:
    """``numerator / divisor`` to the whole number at or above. ``divisor`` > 0."""
    return -(-numerator // divisor)


def share(cents: Whole, rate: Whole) -> Whole:
    """The part of ``cents`` given by ``rate`` (per 10,000), to the nearest cent, half up."""
    return nearest(cents * rate, RATE_SCALE)


def in_cents(euros: Decimal) -> int:
    """The cents of an amount in euros. Refuses (``ValueError``) what is not finite or is finer than a cent."""
    if not euros.is_finite():
        raise ValueError(f"{euros} is not an amount of money.")
    cents = euros * CENTS_IN_A_EURO
    if cents != cents.to_integral_value():
        raise ValueError(f"{euros} is finer than a cent.")
    return int(cents)


def euros(cents: int) -> str:
    """``113310`` as a French reader expects it, ``1 133,10 €``, with no-break spaces."""
    whole, rest = divmod(abs(int(cents)), CENTS_IN_A_EURO)
    grouped = f"{whole:,}".replace(",", NO_BREAK_SPACE)
    sign = MINUS if cents < 0 else ""
    return f"{sign}{grouped},{rest:02d}{NO_BREAK_SPACE}€"

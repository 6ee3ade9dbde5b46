"""Reading one worked case: euros become cents, shares rates per 10,000, and what makes no sense is refused in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any, TypeAlias

import numpy as np

from benefits.rules.figures import Figures, figures_on
from portal.money import CENTS_IN_A_EURO, RATE_SCALE
from portal.months import Month

Wrap: TypeAlias = Callable[[int], Any]

HIGHEST_EUROS = 10_000_000
MOST_DAYS = 100_000
LONGEST_SHOWN = 60
MISSING = object()


class Refused(ValueError):
    """The case cannot be answered; the message says why."""


def alone(number: int) -> Any:
    """A number priced for one person."""
    return number


def among_others(number: int) -> Any:
    """The same number inside an array, between two others."""
    return np.array([number + 7, number, number + 1], dtype=np.int64)


def settled(value: Any) -> int:
    """The whole number found, alone or inside its array."""
    return int(value[1]) if isinstance(value, np.ndarray) else int(value)


def shown(value: Any) -> str:
    """What was sent, short enough for a sentence."""
    text = str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def yes(value: Any) -> bool:
    return bool(settled(value))


def in_euros(cents: Any) -> float:
    return settled(cents) / CENTS_IN_A_EURO


@dataclass(frozen=True)
class Case:
    """The inputs of one case. A method refuses what is absent (unless there is a default) or impossible."""

    inputs: dict[str, Any]
    written_date: Any
    wrap: Wrap = alone

    @property
    def day(self) -> date:
        if not isinstance(self.written_date, str):
            raise Refused("The case has no date.")
        try:
            return date.fromisoformat(self.written_date)
        except ValueError:
            raise Refused(f"The date {shown(self.written_date)} is not written like 2026-11-28.") from None

    @property
    def figures(self) -> Figures:
        return figures_on(self.day)

    def has(self, name: str) -> bool:
        return self.inputs.get(name) is not None

    def cents(self, name: str, default: Any = MISSING) -> Any:
        """An amount in euros, in cents, to the nearest."""
        return self._number(name, default, CENTS_IN_A_EURO, HIGHEST_EUROS)

    def rate(self, name: str, default: Any = MISSING, most: int = 1) -> Any:
        """A share between 0 and 1 (or ``most``), per 10,000."""
        return self._number(name, default, RATE_SCALE, most)

    def whole(self, name: str, default: Any = MISSING, least: int = 0, most: int = MOST_DAYS) -> Any:
        """A whole number of days or years."""
        number = self._number(name, default, 1, most)
        if name in self.inputs and self.has(name):
            if self.inputs[name] != int(self.inputs[name]):
                raise Refused(f"{name} must be a whole number, not {shown(self.inputs[name])}.")
            if self.inputs[name] < least:
                raise Refused(f"{name} must be at least {least}, not {shown(self.inputs[name])}.")
        return number

    def minutes(self, name: str, most_hours: int = 24 * 31, rounding: str = ROUND_CEILING) -> int:
        """Hours, with decimals, in minutes: any part of a minute counts as one, so that what must not be passed is not.

        What must be reached is read with ``ROUND_FLOOR``.
        """
        return int((self._checked(name, most_hours) * 60).to_integral_value(rounding))

    def truth(self, name: str) -> bool:
        value = self.inputs.get(name)
        if value is not None and not isinstance(value, bool):
            raise Refused(f"{name} must be true or false, not {shown(value)}.")
        return bool(value)

    def text(self, name: str) -> str:
        value = self.inputs.get(name)
        if value is None:
            raise Refused(f"{name} is missing.")
        if not isinstance(value, str):
            raise Refused(f"{name} must be a text, not {shown(value)}.")
        return value

    def named_day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError as refused:
            raise Refused(f"{name}: {refused}") from None

    def month(self, name: str) -> Month:
        return Month.parse(self.text(name))

    def _number(self, name: str, default: Any, scale: int, highest: int) -> Any:
        if not self.has(name) and default is not MISSING:
            return default
        number = self._checked(name, highest) * scale
        return self.wrap(int((2 * number + 1) // 2))

    def _checked(self, name: str, highest: int) -> Decimal:
        value = self.inputs.get(name)
        if value is None:
            raise Refused(f"{name} is missing.")
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise Refused(f"{name} must be a number, not {shown(value)}.")
        number = Decimal(str(value))
        if not number.is_finite():
            raise Refused(f"{name} must be a number, not {shown(value)}.")
        if not 0 <= number <= highest:
            raise Refused(f"{name} must be between 0 and {highest}, not {shown(value)}.")
        return number

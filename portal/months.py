"""A month of a year, the unit in which people declare and are paid."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

FRENCH_NAMES = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WRITTEN = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """``Month(2026, 11)`` is November 2026. Ordered, written ``2026-11``. Refuses a month 13 (``ValueError``)."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.year <= 9999:
            raise ValueError(f"There is no month {self.month} of the year {self.year}.")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which ``day`` falls."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written ``2026-11``; anything else is refused (``ValueError``)."""
        written = WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError(f"A month is written like 2026-11, not {text!r}.")
        return cls(int(written[1]), int(written[2]))

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, self.days)

    @property
    def days(self) -> int:
        """How many days the calendar gives this month: 28 to 31."""
        return monthrange(self.year, self.month)[1]

    @property
    def next(self) -> Month:
        return self.plus(1)

    @property
    def previous(self) -> Month:
        return self.plus(-1)

    @property
    def label(self) -> str:
        """In French: ``novembre 2026``."""
        return f"{FRENCH_NAMES[self.month - 1]} {self.year}"

    @property
    def elides(self) -> bool:
        """Is "de" cut before its French name: ``d’avril``, ``d’août``, ``d’octobre``?"""
        return FRENCH_NAMES[self.month - 1][0] in "ao"

    def plus(self, months: int) -> Month:
        """The month that comes ``months`` later (earlier when negative)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def through(self, last: Month) -> Iterator[Month]:
        """Each month from this one to ``last``, both included; none when ``last`` is earlier."""
        month = self
        while month <= last:
            yield month
            month = month.next

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    def __iter__(self) -> Iterator[date]:
        """Each day of the month, in order."""
        return (date(self.year, self.month, day) for day in range(1, self.days + 1))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

"""The dated figures of law: which amounts and rates hold on a given day, and the text that fixed each of them.

The table is ``figures.toml``. Choose the day with care: amounts follow the day that is paid, but the rules of a right
(ages, degressivity) follow the end of the contract that opened it.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from portal.money import CENTS_IN_A_EURO, in_cents, rounded_up

TABLE = Path(__file__).with_name("figures.toml")


class UnknownFigures(ValueError):
    """No figure of law is known for that day."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one day: money in cents, rates per 10,000, durations in days, ages in years, hours in hours."""

    since: date
    proportional_rate: int
    sole_rate: int
    cap_rate: int
    fixed_part: int
    minimum_allowance: int
    training_minimum: int
    mayotte_minimum: int
    mayotte_training_minimum: int
    monthly_ceiling: int
    ceilings_counted: int
    retained_pay_rate: int
    cumul_multiplier: int
    thirty_day_months: bool
    degressivity_days: int
    degressivity_age: int
    degressivity_rate: int
    degressivity_threshold: int
    degressivity_floor: int
    pension_rate: int
    csg_rate: int
    csg_reduced_rate: int
    crds_rate: int
    csg_base_rate: int
    csg_limited: bool
    smic_hourly: int
    weekly_hours: int
    days_in_week: int
    ass_daily: int
    ass_mayotte_daily: int
    ass_ceiling_single_days: int
    ass_ceiling_couple_days: int
    ass_month_days: int
    ass_cumul_months: int
    advance_rate: int
    references: MappingProxyType[str, str] = field(repr=False, compare=False)

    @property
    def csg_threshold(self) -> int:
        """Below it, in cents a day, no CSG or CRDS: a week at the minimum wage over 7 days, to the euro above."""
        daily_wage: int = rounded_up(self.smic_hourly * self.weekly_hours, self.days_in_week * CENTS_IN_A_EURO)
        return daily_wage * CENTS_IN_A_EURO

    @property
    def highest_daily_wage(self) -> int:
        """The reference daily wage, in cents, of a pay at the ceiling all year long (règlement, art. 11)."""
        return (2 * self.ceilings_counted * self.monthly_ceiling * 12 + 365) // (2 * 365)


def figures_on(day: date) -> Figures:
    """The figures in force on ``day``. Refuses (``UnknownFigures``) a day before the first text or after the last."""
    changes, known_through = _table()
    position = bisect_right(changes, day, key=lambda figures: figures.since)
    if position == 0:
        raise UnknownFigures(
            f"The figures of law are known from {changes[0].since} to {known_through}: {day} is too early."
        )
    if day > known_through:
        raise UnknownFigures(
            f"The figures of law are known from {changes[0].since} to {known_through}: {day} is too late."
        )
    return changes[position - 1]


@lru_cache(maxsize=1)
def _table() -> tuple[list[Figures], date]:
    """Every change of figures in order of date, each row of the table laid over the rows before it."""
    text = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    names = {column.name for column in fields(Figures)} - {"since", "references"}
    values: dict[str, Any] = {}
    references: dict[str, str] = {}
    by_date: dict[date, Figures] = {}
    for row in sorted(text["row"], key=lambda row: row["from"]):
        since, reference = row.pop("from"), row.pop("reference")
        if unknown := row.keys() - names:
            raise ValueError(f"figures.toml, {since}: {', '.join(sorted(unknown))} is not a figure.")
        values |= {name: _in_units(value) for name, value in row.items()}
        references |= dict.fromkeys(row, reference)
        if values.keys() == names:
            by_date[since] = Figures(since=since, references=MappingProxyType(dict(references)), **values)
    return list(by_date.values()), text["known_through"]


def _in_units(value: str | int) -> int:
    """Quoted figures are euros, and become cents."""
    return in_cents(Decimal(value)) if isinstance(value, str) else value

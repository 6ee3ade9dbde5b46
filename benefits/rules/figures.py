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
class Opening:
    """The law of opening a right, by the end of the contract: days, months and ages, hours, cents, rates per 10,000."""

    affiliation_days: int
    affiliation_hours: int
    short_affiliation_days: int
    short_affiliation_hours: int
    seasonal_shortened: bool
    first_time_shortened: bool
    most_days_in_week: int
    reference_months: int
    long_reference_months: int
    long_reference_age: int
    registration_months: int
    examined_again_after: int
    resigned_since_days: int
    resigned_since_hours: int
    project_days: int
    project_months: int
    option_daily: int
    option_rate: int
    option_window_days: int
    mayotte_first_rate: int
    mayotte_first_days: int
    mayotte_then_rate: int
    mayotte_minimum_days: int
    mayotte_maximum_days: int
    mayotte_older_maximum_days: int
    mayotte_older_age: int
    security_rate: int
    security_months: int
    calendar_days_counted: bool
    worked_day_multiplier: int
    pay_months: int
    sick_leave_days: int
    revalued_after_months: int
    idle_rate: int
    duration_rate: int
    overseas_duration_rate: int
    minimum_days: int
    short_minimum_days: int
    maximum_days: int
    middle_maximum_days: int
    senior_maximum_days: int
    middle_age: int
    senior_age: int
    agreed_maximum_days: int
    agreed_senior_maximum_days: int
    deferral_divisor: int
    deferral_cap: int
    economic_deferral_cap: int
    holiday_deferral_cap: int
    recent_contract_days: int
    waiting_days: int
    waiting_months: int
    deferral_begins_after: int


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
    legal_monthly_minutes: int
    days_in_week: int
    ass_daily: int
    ass_mayotte_daily: int
    ass_ceiling_single_days: int
    ass_ceiling_couple_days: int
    ass_month_days: int
    ass_cumul_months: int
    advance_rate: int
    ass_cumul_reset_months: int
    ass_substituted_rate: int
    ass_resource_months: int
    ass_career_months: int
    ass_months_a_child: int
    ass_children_counted: int
    ass_claim_years: int
    ass_renewed_months: int
    revaluation_rate: int
    opening: Opening | None = field(repr=False)
    references: MappingProxyType[str, str] = field(repr=False, compare=False)

    @property
    def law(self) -> Opening:
        """The law of opening a right. Refuses (``UnknownFigures``) a contract that ended before it is known."""
        if self.opening is None:
            raise UnknownFigures(f"Rights are not worked out for contracts that ended before {_opening_known_from()}.")
        return self.opening

    @property
    def csg_threshold(self) -> int:
        """Below it, in cents a day, no CSG or CRDS: a week at the minimum wage over 7 days, to the euro above."""
        daily_wage: int = rounded_up(self.smic_hourly * self.weekly_hours, self.days_in_week * CENTS_IN_A_EURO)
        return daily_wage * CENTS_IN_A_EURO

    @property
    def highest_daily_wage(self) -> int:
        """The reference daily wage, in cents, of a pay at the ceiling all year long (règlement, art. 11)."""
        return (2 * self.ceilings_counted * self.monthly_ceiling * 12 + 365) // (2 * 365)


def changes() -> list[Figures]:
    """Every change of figures, in order of date."""
    return _table()[0]


def known_through() -> date:
    """The last day whose figures are known."""
    return _table()[1]


def _opening_known_from() -> date:
    return next(figures.since for figures in changes() if figures.opening)


def figures_on(day: date) -> Figures:
    """The figures in force on ``day``. Refuses (``UnknownFigures``) a day before the first text or after the last."""
    known, last = _table()
    if not known[0].since <= day <= last:
        late = "late" if day > last else "early"
        raise UnknownFigures(f"The figures of law are known from {known[0].since} to {last}: {day} is too {late}.")
    return known[bisect_right(known, day, key=lambda figures: figures.since) - 1]


@lru_cache(maxsize=1)
def _table() -> tuple[list[Figures], date]:
    """Every change of figures in order of date, each row of the table laid over the rows before it."""
    text = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    opening_names = {column.name for column in fields(Opening)}
    names = {column.name for column in fields(Figures)} - {"since", "references", "opening"}
    values: dict[str, Any] = {}
    references: dict[str, str] = {}
    by_date: dict[date, Figures] = {}
    for row in sorted(text["row"], key=lambda row: row["from"]):
        since, reference = row.pop("from"), row.pop("reference")
        if unknown := row.keys() - names - opening_names:
            raise ValueError(f"figures.toml, {since}: {', '.join(sorted(unknown))} is not a figure.")
        values |= {name: _in_units(value) for name, value in row.items()}
        references |= dict.fromkeys(row, reference)
        if names <= values.keys():
            opening = Opening(**_only(values, opening_names)) if opening_names <= values.keys() else None
            told = MappingProxyType(dict(references))
            by_date[since] = Figures(since=since, references=told, opening=opening, **_only(values, names))
    return list(by_date.values()), text["known_through"]


def _only(values: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}


def _in_units(value: str | int) -> int:
    """Quoted figures are euros, and become cents."""
    return in_cents(Decimal(value)) if isinstance(value, str) else value

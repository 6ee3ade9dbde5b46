"""One day of allowance: how it is found, reduced, and what is held back from it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.rules import daily_allowance as allowance
from benefits.rules import deductions, degressivity, month_days, part_time
from benefits.rules.ass import ceiling
from benefits.rules.figures import figures_on
from portal.months import Month

FIGURES = figures_on(date(2026, 11, 1))
wages = st.integers(0, 60_000)


@given(st.lists(wages, min_size=1, max_size=10), st.integers(1000, 10_000))
def test_an_array_of_wages_gives_each_its_allowance(some: list[int], part_time_rate: int) -> None:
    many = allowance.daily_allowance(np.array(some, dtype=np.int64), FIGURES, part_time=part_time_rate)
    alone = [allowance.daily_allowance(wage, FIGURES, part_time=part_time_rate) for wage in some]
    assert many.amount.tolist() == [one.amount for one in alone]
    assert many.branch.tolist() == [one.branch for one in alone]


@given(wages, st.integers(0, 5_000))
def test_a_better_wage_never_gives_a_smaller_allowance_and_the_cap_holds(wage: int, more: int) -> None:
    one = allowance.daily_allowance(wage, FIGURES)
    better = allowance.daily_allowance(wage + more, FIGURES)
    assert one.amount <= better.amount
    assert one.amount <= (3 * wage + 3) // 4


@pytest.mark.parametrize(
    ("wage", "branch", "amount"),
    [
        (4283, allowance.CAP, 3212),
        (4284, allowance.CAP, 3213),
        (4500, allowance.MINIMUM, 3213),
        (4690, allowance.MINIMUM, 3213),
        (4691, allowance.FIXED_AND_PROPORTIONAL, 3213),
        (7939, allowance.FIXED_AND_PROPORTIONAL, 4525),
        (7941, allowance.SOLE_RATE, 4526),
        (52_668, allowance.SOLE_RATE, 30_021),
    ],
)
def test_the_way_of_counting_that_decides(wage: int, branch: int, amount: int) -> None:
    found = allowance.daily_allowance(wage, FIGURES)
    assert (found.branch, found.amount) == (branch, amount)


def test_training_and_mayotte_have_their_own_minimum() -> None:
    mayotte = allowance.daily_allowance(3000, FIGURES, minimum=FIGURES.mayotte_minimum)
    assert (mayotte.amount, mayotte.minimum) == (2250, 1605)
    assert allowance.training_allowance(1500, FIGURES) == 2299
    assert allowance.training_allowance(1000, FIGURES, mayotte=True) == 1151
    assert allowance.training_allowance(4000, FIGURES) == 4000


@pytest.mark.parametrize(
    ("day", "age", "daily", "reduced"),
    [
        (date(2026, 11, 1), 54, 11_400, 9257),
        (date(2026, 11, 1), 54, 9257, 9257),
        (date(2026, 11, 1), 54, 9258, 9257),
        (date(2026, 11, 1), 55, 20_000, 20_000),
        (date(2025, 3, 31), 56, 20_000, 14_000),
        (date(2025, 3, 31), 57, 20_000, 20_000),
        (date(2022, 5, 1), 45, 11_810, 8267),
        (date(2022, 5, 1), 45, 8519, 5963),
        (date(2019, 10, 31), 45, 20_000, 20_000),
    ],
)
def test_a_high_allowance_is_reduced_under_the_rules_of_its_right(
    day: date, age: int, daily: int, reduced: int
) -> None:
    assert degressivity.reduced_daily(daily, age, figures_on(day)) == reduced


def test_the_reduction_comes_after_six_months_and_for_a_while_after_nine() -> None:
    assert degressivity.first_reduced_day(FIGURES) == 183
    assert degressivity.first_reduced_day(figures_on(date(2021, 9, 1))) == 244
    assert degressivity.full_rate_days_left(20_000, 45, 172, FIGURES) == 10
    assert degressivity.full_rate_days_left(20_000, 45, 300, FIGURES) == 0
    assert degressivity.full_rate_days_left(20_000, 60, 172, FIGURES) == degressivity.NEVER_REDUCED
    ages = np.array([45, 60], dtype=np.int64)
    assert degressivity.reduced_daily(20_000, ages, FIGURES).tolist() == [14_000, 20_000]


@pytest.mark.parametrize(
    ("month", "non_payable", "paid"),
    [
        ("2025-03", 0, 31),
        ("2025-03", 3, 28),
        ("2024-02", 0, 29),
        ("2025-04", 0, 30),
        ("2026-02", 0, 30),
        ("2026-02", 3, 27),
        ("2026-02", 28, 0),
        ("2026-01", 3, 27),
        ("2026-01", 30, 0),
        ("2026-01", 31, 0),
    ],
)
def test_a_month_counts_thirty_days_since_april_2025(month: str, non_payable: int, paid: int) -> None:
    assert month_days.paid_days(Month.parse(month), non_payable) == paid
    several = np.array([0, non_payable], dtype=np.int64)
    assert month_days.paid_days(Month.parse(month), several).tolist()[1] == paid


def test_exactly_half_a_day_is_paid() -> None:
    assert part_time.days_after_pay(300_000, 295_000, 10_000) == 1
    assert part_time.days_after_pay(300_000, 295_001, 10_000) == 0


@pytest.mark.parametrize(
    ("room", "full_rate_days", "days"),
    [
        (17_000, 30, 1),  # a second day would be at the full amount, and would not fit
        (17_000, 1, 2),
        (17_000, 0, 3),
        (9_999, 30, 0),
        (900_000, 3, 10),
    ],
)
def test_the_cap_counts_each_day_at_its_own_amount(room: int, full_rate_days: int, days: int) -> None:
    cap, pay = 1_000_000, 1_000_000 - room
    assert part_time.days_within_cap(10, pay, cap, 10_000, 5_000, full_rate_days) == days


def test_the_ceiling_of_resources_is_higher_for_a_couple() -> None:
    assert ceiling(1948, False, FIGURES) == 136_360
    assert ceiling(1948, True, FIGURES) == 214_280
    assert type(ceiling(1948, 1, FIGURES)) is int
    assert ceiling(1948, np.array([False, True]), FIGURES).tolist() == [136_360, 214_280]


@given(daily=st.integers(0, 40_000), sjr=wages, csg_rate=st.sampled_from([0, 380, 620]), minimum=st.integers(0, 4_000))
def test_each_deduction_stops_at_its_own_threshold(daily: int, sjr: int, csg_rate: int, minimum: int) -> None:
    found = deductions.daily_deductions(
        daily,
        sjr,
        FIGURES,
        pension_rate=FIGURES.pension_rate,
        csg_rate=csg_rate,
        crds_rate=deductions.crds_rate(csg_rate, FIGURES),
        minimum=minimum,
        threshold=FIGURES.csg_threshold,
    )
    assert min(found) >= 0
    assert found.crc == 0 or daily - found.crc >= minimum
    assert found.csg + found.crds == 0 or found.net >= FIGURES.csg_threshold
    assert csg_rate or found.crds == 0
    assert found.net == daily - found.crc - found.csg - found.crds

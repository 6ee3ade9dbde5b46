"""The rights that run are worth more from the day of a revaluation: to the cent, the same alone and together."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benefits.rules.daily_allowance import daily_allowance
from benefits.rules.degressivity import reduced_daily
from benefits.rules.figures import figures_on
from benefits.rules.in_force import revalued
from benefits.rules.revaluing import Running, last_revaluation, raise_all, raise_one, revaluation_days

JULY = date(2025, 7, 1)


def right(sjr: int, ended: date, *, part_time: int = 10_000, age: int = 40) -> Running:
    """As it was opened."""
    figures = figures_on(ended)
    daily = daily_allowance(sjr, figures, part_time=part_time).amount
    return Running(sjr, daily, reduced_daily(daily, age, figures), part_time, ended.toordinal())


def test_the_days_are_those_of_the_table_and_the_last_one_is_found() -> None:
    found = [day.isoformat() for day in revaluation_days()]
    assert found == [
        "2018-07-01", "2019-07-01", "2020-07-01", "2021-07-01", "2022-07-01", "2023-04-01", "2023-07-01", "2024-07-01",
        "2025-07-01",
    ]  # fmt: skip
    assert last_revaluation(date(2025, 6, 30)) == date(2024, 7, 1)
    assert last_revaluation(date(2026, 11, 22)) == JULY
    assert last_revaluation(date(2018, 6, 30)) is None


def test_an_old_wage_is_raised_and_a_recent_one_has_the_new_fixed_part_alone() -> None:
    old, recent = raise_one(right(6_575, date(2025, 1, 1)), JULY), raise_one(right(6_575, date(2025, 1, 2)), JULY)
    assert (old.sjr, old.daily) == (6_608, 3_988)
    assert (recent.sjr, recent.daily) == (6_575, 3_974)
    assert right(6_575, date(2025, 1, 1)).daily == 3_967


def test_a_right_already_running_is_worth_what_one_opened_that_day_with_the_same_wage_is() -> None:
    ended = date(2024, 10, 31)
    opened = revalued(9_000, ended.toordinal(), JULY.toordinal(), figures_on(ended))
    assert raise_one(right(9_000, ended), JULY).sjr == opened == 9_045


def test_part_time_and_the_minimum_follow_and_a_reduced_amount_is_raised_too() -> None:
    assert raise_one(right(3_500, date(2025, 5, 1), part_time=5_000), JULY).daily == 2_073
    assert raise_one(right(4_400, date(2025, 5, 1)), JULY).daily == 3_213
    rich = right(25_000, date(2024, 10, 31))
    assert (rich.daily, rich.reduced_daily) == (14_250, 9_975)
    raised = raise_one(rich, JULY)
    assert (raised.daily, raised.reduced_daily) == (14_321, 10_025)


rights = st.builds(
    right,
    st.integers(500, 52_000),
    st.dates(date(2017, 10, 1), date(2025, 6, 30)),
    part_time=st.sampled_from([2_500, 5_000, 8_000, 10_000]),
    age=st.integers(20, 62),
)


@given(st.lists(rights, min_size=1, max_size=8))
def test_together_they_are_raised_as_each_alone_and_nothing_goes_down(people: list[Running]) -> None:
    columns = Running(*(np.array(column, dtype=np.int64) for column in zip(*people, strict=True)))
    alone = [raise_one(each, JULY) for each in people]
    assert list(zip(*(column.tolist() for column in raise_all(columns, JULY)), strict=True)) == alone
    for before, after in zip(people, alone, strict=True):
        assert (after.sjr >= before.sjr, after.daily >= before.daily, after.reduced_daily >= before.reduced_daily) == (
            True,
            True,
            True,
        )
        assert (after.reduced_daily < after.daily) == (
            before.reduced_daily < before.daily
        ) or after.daily == before.daily

"""What comes after ARE: the resources counted for ASS, the months of work beside it, the rights made longer in 2020."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.rules.ass import cumul_paid, monthly_resources, resources_counted
from benefits.rules.extensions import extended_days, extension_of, extensions
from tests.benefits.rules.careers import column
from tests.benefits.rules.facts import FIGURES


def test_an_income_that_stopped_counts_for_seventy_percent_when_another_replaces_it() -> None:
    assert resources_counted(100_000, 1_000_000, True, FIGURES) == 800_000
    assert resources_counted(100_000, 1_000_000, False, FIGURES) == 100_000
    assert resources_counted(0, 1_000_000, column([1, 0]), FIGURES).tolist() == [700_000, 0]


def test_the_mean_of_the_year_is_to_the_cent_and_half_a_cent_is_left_to_the_person() -> None:
    assert [monthly_resources(cents, FIGURES) for cents in (1_205, 1_206, 1_207, 0)] == [100, 100, 101, 0]
    assert monthly_resources(column([1_206, 1_207]), FIGURES).tolist() == [100, 101]


@given(st.lists(st.text("TF", min_size=6, max_size=24), min_size=1, max_size=5))
def test_three_months_of_work_are_paid_between_two_rests_of_three_months(people: list[str]) -> None:
    """T is a month of work, F a month without."""
    for told in people:
        paid = cumul_paid([month == "T" for month in told], FIGURES)
        beside_work = [place for place, month in enumerate(told) if month == "T" and paid[place]]
        refused = [place for place, month in enumerate(told) if not paid[place]]
        assert all(told[place] == "T" for place in refused)
        assert all("FFF" in told[first:fourth] for first, fourth in zip(beside_work, beside_work[3:], strict=False))
        assert all(told[:place].rpartition("FFF")[2].count("T") >= 3 for place in refused)


@given(st.lists(st.lists(st.booleans(), min_size=9, max_size=9), min_size=1, max_size=5))
def test_months_of_work_are_counted_for_an_array_as_for_each_of_its_people(people: list[list[bool]]) -> None:
    months = [column([int(works) for works in month]) for month in zip(*people, strict=True)]
    many = np.array(cumul_paid(months, FIGURES)).T.tolist()
    assert many == [cumul_paid(worked, FIGURES) for worked in people]


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        (date(2020, 3, 11), 0),
        (date(2020, 3, 12), 91),
        (date(2020, 4, 30), 60),
        (date(2020, 5, 31), 30),
        (date(2020, 6, 1), 0),
    ],
)
def test_rights_that_ended_in_the_spring_of_2020_last_longer(ends: date, days: int) -> None:
    assert extended_days(ends) == days
    assert extended_days(ends, non_payable_days=200) == 0
    assert (extension_of(ends) is None) == (days == 0)


def test_extensions_do_not_overlap_and_name_their_text() -> None:
    rows = extensions()
    assert all(row.reference and row.first <= row.last and row.days > 0 for row in rows)
    assert all(one.last < other.first for one, other in pairwise(rows))

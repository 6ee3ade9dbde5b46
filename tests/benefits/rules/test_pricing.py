from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from benefits.rules.figures import figures_on
from benefits.rules.pricing import ARE, ASS, MonthFacts, price_month
from tests.benefits.rules.facts import FIGURES, months, together

CUMUL = MonthFacts(ARE, daily=5700, base_days=30, days_left=400, gross_pay=210_000, sjr=10_000, minimum=3213)


def test_four_days_are_paid_beside_a_pay_and_twenty_six_are_kept() -> None:
    result = price_month(CUMUL._replace(csg_rate=620), FIGURES)
    assert (result.full_allowance, result.retained_pay) == (171_000, 147_000)
    assert (result.payable_days, result.gross, result.cap) == (4, 22_800, 304_200)
    assert (result.crc, result.csg, result.net) == (1_200, 0, 21_600)
    assert (result.postponed_days, result.days_left_after) == (26, 396)


def test_a_month_mixes_days_before_and_after_the_reduction_each_with_its_own_deductions() -> None:
    facts = MonthFacts(
        ARE,
        daily=25_000,
        base_days=30,
        days_left=300,
        sjr=43_860,
        reduced_daily=17_500,
        full_rate_days_left=10,
        csg_rate=620,
        minimum=3213,
    )
    result = price_month(facts, FIGURES)
    assert (result.full_days, result.reduced_days, result.gross) == (10, 20, 600_000)
    assert (result.crc_daily, result.csg_daily, result.csg_daily_reduced) == (1316, 1443, 986)
    assert result.csg == 10 * 1443 + 20 * 986
    assert result.net == result.gross - result.crc - result.csg - result.crds


def test_the_right_ends_inside_the_month() -> None:
    result = price_month(CUMUL._replace(gross_pay=0, days_left=12), FIGURES)
    assert (result.payable_days, result.days_left_after, result.postponed_days) == (12, 0, 0)


def test_the_solidarity_allowance_counts_resources_and_three_months_of_work() -> None:
    alone = MonthFacts(ASS, daily=1948, base_days=30, days_left=180, sjr=10_000, csg_rate=620, ceiling_left=36_360)
    assert price_month(alone, FIGURES).net == 36_360
    assert price_month(alone._replace(ceiling_left=136_360), FIGURES).net == 58_440
    assert price_month(alone._replace(ceiling_left=1_947), FIGURES)[7:11] == (0, 0, 0, 0)
    worked = alone._replace(gross_pay=150_000)
    assert price_month(worked._replace(cumul_months_left=1), FIGURES).net == 36_360
    stopped = price_month(worked, FIGURES)
    assert (stopped.net, stopped.payable_days, stopped.days_left_after) == (0, 0, 180)


def test_all_or_nothing_is_one_switch_away() -> None:
    near = CUMUL._replace(daily=6600, sjr=8000, gross_pay=0, csg_rate=620, minimum=3213)
    figures = figures_on(date(2026, 3, 1))
    assert price_month(near, figures).net == 30 * 6100
    strict = dataclasses.replace(figures, csg_limited=False)
    assert price_month(near, strict).csg == 0


def test_one_fact_for_everyone_may_stay_a_number() -> None:
    pays = np.array([0, 60_000, 210_000], dtype=np.int64)
    result = price_month(CUMUL._replace(gross_pay=pays), FIGURES)
    assert all(figure.dtype == np.int64 and figure.shape == (3,) for figure in result)
    assert result.payable_days.tolist() == [30, 23, 4]


@given(st.lists(months, min_size=1, max_size=12))
def test_an_array_is_priced_as_each_of_its_people(people: list[MonthFacts]) -> None:
    many = price_month(together(people), FIGURES)
    assert {figure.dtype for figure in many} == {np.dtype(np.int64)}
    alone = [price_month(person, FIGURES) for person in people]
    assert all(type(figure) is int for result in alone for figure in result)
    assert list(zip(*(figure.tolist() for figure in many), strict=True)) == [tuple(result) for result in alone]


@given(months)
def test_days_stay_within_the_month_and_the_right(facts: MonthFacts) -> None:
    result = price_month(facts, FIGURES)
    assert 0 <= result.payable_days <= min(facts.days_left, facts.base_days - result.non_payable_days)
    assert result.payable_days == result.full_days + result.reduced_days
    assert result.days_left_after + result.payable_days == facts.days_left
    assert result.postponed_days + result.payable_days == min(facts.base_days, facts.days_left)


@given(months)
@example(MonthFacts(ASS, daily=6407, base_days=31, csg_rate=380, minimum=1605, ceiling_left=6407))
def test_nothing_is_negative_and_the_net_is_within_the_gross(facts: MonthFacts) -> None:
    result = price_month(facts, FIGURES)
    assert min(result) >= 0
    assert result.gross - result.crc - result.csg - result.crds == result.net <= result.gross


@given(months)
def test_allowance_and_pay_hold_within_the_cap_whenever_something_is_paid(facts: MonthFacts) -> None:
    result = price_month(facts, FIGURES)
    if facts.scheme == ARE and facts.gross_pay and result.gross:
        assert result.gross + facts.gross_pay <= result.cap


@given(months, st.integers(0, 100_000))
def test_earning_more_never_pays_more_days(facts: MonthFacts, more: int) -> None:
    richer = facts._replace(gross_pay=facts.gross_pay + more)
    less, rest = price_month(richer, FIGURES), price_month(facts, FIGURES)
    assert less.payable_days <= rest.payable_days
    assert less.net <= rest.net

"""Categories and the way back."""

from __future__ import annotations

from datetime import date

import pytest

from seekers.registration import rules
from seekers.registration.rules import Situation

DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("minutes", "letter"), [(0, "A"), (1, "B"), (78 * 60, "B"), (78 * 60 + 1, "C"), (151 * 60, "C")]
)
def test_available_people_are_a_b_or_c_by_their_hours(minutes, letter):
    assert rules.statistical_category(minutes, Situation.AVAILABLE, DAY) == letter


@pytest.mark.parametrize(
    ("situation", "letter"),
    [
        (Situation.NOT_AVAILABLE, "D"),
        (Situation.IN_WORK_NOT_SEARCHING, "E"),
        (Situation.SOCIAL_PATH, "F"),
        (Situation.AWAITING_ORIENTATION, "G"),
    ],
)
def test_other_situations(situation, letter):
    assert rules.statistical_category(600, situation, DAY) == letter


def test_f_and_g_do_not_exist_before_2025():
    with pytest.raises(ValueError, match="2025"):
        rules.statistical_category(0, Situation.SOCIAL_PATH, date(2024, 12, 31))


@pytest.mark.parametrize(
    ("current", "minutes", "in_training", "unavailable_days", "situation"),
    [
        ("A", 0, False, 0, Situation.AVAILABLE),
        ("A", 0, True, 0, Situation.NOT_AVAILABLE),
        ("A", 600, True, 0, Situation.AVAILABLE),
        ("A", 0, False, 15, Situation.AVAILABLE),
        ("A", 0, False, 16, Situation.NOT_AVAILABLE),
        ("D", 0, False, 0, Situation.AVAILABLE),
        ("F", 600, True, 20, Situation.SOCIAL_PATH),
        ("G", 0, False, 0, Situation.AWAITING_ORIENTATION),
        ("E", 600, False, 0, Situation.IN_WORK_NOT_SEARCHING),
    ],
)
def test_what_a_declaration_says_of_the_situation(current, minutes, in_training, unavailable_days, situation):
    after = rules.situation_after(
        current, minutes_worked=minutes, in_training=in_training, unavailable_days=unavailable_days
    )
    assert after is situation


@pytest.mark.parametrize(
    ("ceased_on", "today", "may"),
    [
        (date(2026, 9, 30), date(2026, 11, 20), True),
        (date(2026, 9, 30), date(2027, 3, 30), True),
        (date(2026, 9, 30), date(2027, 3, 31), False),
        (date(2026, 8, 31), date(2027, 2, 28), True),
        (date(2026, 8, 31), date(2027, 3, 1), False),
        (date(2027, 8, 31), date(2028, 2, 29), True),
        (date(2026, 12, 31), date(2027, 6, 30), True),
        (date(2026, 12, 31), date(2027, 7, 1), False),
    ],
)
def test_one_step_return_lasts_six_months(ceased_on, today, may):
    assert rules.may_return(ceased_on, today) is may

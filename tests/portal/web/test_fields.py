"""What people type becomes cents, minutes, a day or a bool; what has two readings is asked again."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portal.web import fields


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250,40", 125_040),
        ("1 250,40", 125_040),
        ("1\u202f250.4 €", 125_040),
        ("0", 0),
        ("12", 1_200),
        ("1 234 567,89", 123_456_789),
    ],
)
def test_money_is_read_as_people_write_it(typed: str, cents: int) -> None:
    assert fields.MoneyField().clean(typed) == cents


@pytest.mark.parametrize(
    "typed", ["1,234", "1.234", "1.234,50", "12 34", "-5", "−5", "1e3", "NaN", "١٢", "12,5,0", "9" * 10]
)
def test_money_with_two_readings_or_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        fields.MoneyField().clean(typed)


def test_money_comes_back_as_typed_when_a_draft_is_opened() -> None:
    field = fields.MoneyField()
    assert field.prepare_value(125_040) == "1250,40"
    assert field.clean(field.prepare_value(125_040)) == 125_040
    assert field.prepare_value("beaucoup") == "beaucoup"
    assert fields.MoneyField(required=False).clean("") is None


def test_hours_and_minutes_become_minutes() -> None:
    field = fields.HoursField()
    assert field.clean(["35", "30"]) == 2_130
    assert field.clean(["7", ""]) == 420
    assert field.widget.decompress(2_130) == [35, 30]
    assert fields.HoursField(required=False).clean(["", ""]) is None


@pytest.mark.parametrize("typed", [["", "30"], ["35", "60"], ["-1", "0"], ["745", "0"], ["sept", "0"], ["", ""]])
def test_impossible_hours_are_refused(typed: list[str]) -> None:
    with pytest.raises(ValidationError):
        fields.HoursField().clean(typed)


def test_a_negative_duration_is_refused_in_our_own_words() -> None:
    with pytest.raises(ValidationError) as refused:
        fields.HoursField().clean(["-1", "-5"])
    assert set(refused.value.messages) == {"Écrivez les heures et les minutes en chiffres."}


def test_a_day_is_read_from_a_calendar_or_by_hand() -> None:
    assert fields.DayField().clean("2026-06-12") == date(2026, 6, 12)
    assert fields.DayField().clean("12/06/2026") == date(2026, 6, 12)


def test_yes_and_no_are_told_apart_from_silence() -> None:
    field = fields.YesNoField(required=False)
    assert field.clean("yes") is True
    assert field.clean("no") is False
    assert field.clean("") is None
    with pytest.raises(ValidationError):
        fields.YesNoField().clean("")
    with pytest.raises(ValidationError):
        field.clean("perhaps")

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.months import Month


def test_a_month_knows_its_days() -> None:
    november = Month.parse("2026-11")
    assert (november.first, november.last, november.days) == (date(2026, 11, 1), date(2026, 11, 30), 30)
    assert [Month(2024, 2).days, Month(2026, 2).days] == [29, 28]
    assert list(november)[::29] == [date(2026, 11, 1), date(2026, 11, 30)]
    assert date(2026, 11, 30) in november
    assert date(2025, 11, 30) not in november


def test_a_month_follows_another_across_the_year() -> None:
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2026, 1).previous == Month(2025, 12)
    assert [str(month) for month in Month(2025, 11).through(Month(2026, 2))] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert list(Month(2026, 2).through(Month(2026, 1))) == []


def test_a_month_is_named_in_french() -> None:
    assert Month(2026, 11).label == "novembre 2026"
    assert Month(2026, 8).label == "août 2026"


def test_de_is_cut_before_three_months() -> None:
    assert [month for month in range(1, 13) if Month(2026, month).elides] == [4, 8, 10]


@given(st.dates())
def test_a_month_is_read_back_as_written_and_sorts_as_its_text(day: date) -> None:
    month = Month.of(day)
    assert Month.parse(str(month)) == month
    assert (month < Month(2026, 11)) == (str(month) < "2026-11")


@given(st.integers(100, 9000), st.integers(1, 12), st.integers(-1000, 1000))
def test_going_away_and_back_is_staying(year: int, month: int, months: int) -> None:
    assert Month(year, month).plus(months).plus(-months) == Month(year, month)


ARABIC_DIGITS = "\u0662\u0660\u0662\u0666-11"


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "11/2026", "", "2026-11-01", ARABIC_DIGITS])
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"month"):
        Month.parse(text)

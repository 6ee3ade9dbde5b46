from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.months import Month
from seekers.declarations.calendar import TABLE, first_working_day, window_of

ZONES = [
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "America/Miquelon",
]
months = st.builds(Month, st.integers(2019, 2060), st.integers(1, 12))


@pytest.mark.parametrize(
    ("month", "opens", "closes", "transfers"),
    [
        ("2019-02", date(2019, 2, 28), date(2019, 3, 15), None),
        ("2020-02", date(2020, 2, 26), date(2020, 3, 15), date(2020, 3, 2)),
        ("2024-02", date(2024, 2, 26), date(2024, 3, 15), date(2024, 3, 1)),
        ("2025-06", date(2025, 6, 28), date(2025, 7, 15), None),
        ("2026-11", date(2026, 11, 28), date(2026, 12, 15), date(2026, 12, 1)),
        ("2026-12", date(2026, 12, 28), date(2027, 1, 15), date(2027, 1, 4)),
    ],
)
def test_the_published_calendar(month: str, opens: date, closes: date, transfers: date | None) -> None:
    window = window_of(Month.parse(month))
    assert window.published
    assert (window.opens_on, window.closes_on, window.first_transfers_on) == (opens, closes, transfers)


@pytest.mark.parametrize(
    ("month", "opens", "transfers"),
    [
        ("2027-01", date(2027, 1, 28), date(2027, 2, 1)),
        ("2027-04", date(2027, 4, 28), date(2027, 5, 3)),
        ("2028-02", date(2028, 2, 26), date(2028, 3, 1)),
        ("2027-12", date(2027, 12, 28), date(2028, 1, 3)),
    ],
)
def test_beyond_the_published_calendar_the_rule_goes_on(month: str, opens: date, transfers: date) -> None:
    window = window_of(Month.parse(month))
    assert not window.published
    assert (window.opens_on, window.first_transfers_on) == (opens, transfers)


def test_the_first_working_day_leaps_over_holidays_and_weekends() -> None:
    assert first_working_day(Month(2027, 1)) == date(2027, 1, 4)
    assert first_working_day(Month(2027, 11)) == date(2027, 11, 2)


@pytest.mark.parametrize(
    ("month", "opens_at", "closes_at"),
    [
        ("2026-02", datetime(2026, 2, 25, 23, tzinfo=UTC), datetime(2026, 3, 15, 23, tzinfo=UTC)),
        ("2024-02", datetime(2024, 2, 25, 23, tzinfo=UTC), datetime(2024, 3, 15, 23, tzinfo=UTC)),
        # Summer time begins on Sunday 29 March 2026, in the middle of the window.
        ("2026-03", datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 4, 15, 22, tzinfo=UTC)),
        # It ends on Sunday 25 October 2026, before the window.
        ("2026-09", datetime(2026, 9, 27, 22, tzinfo=UTC), datetime(2026, 10, 15, 22, tzinfo=UTC)),
        ("2026-10", datetime(2026, 10, 27, 23, tzinfo=UTC), datetime(2026, 11, 15, 23, tzinfo=UTC)),
        ("2026-12", datetime(2026, 12, 27, 23, tzinfo=UTC), datetime(2027, 1, 15, 23, tzinfo=UTC)),
        # On Sunday 28 March 2027 and Sunday 28 October 2029 the clocks change on the very day that opens.
        ("2027-03", datetime(2027, 3, 27, 23, tzinfo=UTC), datetime(2027, 4, 15, 22, tzinfo=UTC)),
        ("2029-10", datetime(2029, 10, 27, 22, tzinfo=UTC), datetime(2029, 11, 15, 23, tzinfo=UTC)),
    ],
)
def test_midnight_is_midnight_in_paris_in_summer_and_in_winter(
    month: str, opens_at: datetime, closes_at: datetime
) -> None:
    window = window_of(Month.parse(month))
    assert (window.opens_at, window.closes_at) == (opens_at, closes_at)


def test_the_last_second_is_in_time_and_the_next_is_not() -> None:
    window = window_of(Month(2026, 6))
    assert window.is_open(window.opens_at)
    assert not window.is_open(window.opens_at - timedelta(seconds=1))
    assert window.is_open(window.closes_at - timedelta(seconds=1))
    assert not window.is_open(window.closes_at)


@given(months, st.sampled_from(ZONES))
def test_overseas_nobody_is_shut_out_before_midnight_on_their_own_clock(month: Month, zone: str) -> None:
    here, there = window_of(month), window_of(month, zone)
    assert there.opens_at == here.opens_at
    assert there.closes_at >= here.closes_at
    last_minute = datetime(month.next.year, month.next.month, 15, 23, 59, tzinfo=ZoneInfo(zone))
    assert there.is_open(last_minute)


def test_guadeloupe_has_until_its_own_midnight_and_la_reunion_until_that_of_paris() -> None:
    assert window_of(Month(2026, 6), "America/Guadeloupe").closes_at == datetime(2026, 7, 16, 4, tzinfo=UTC)
    assert window_of(Month(2026, 6), "Indian/Reunion").closes_at == window_of(Month(2026, 6)).closes_at


@given(months)
def test_windows_follow_each_other_and_money_leaves_before_the_closing(month: Month) -> None:
    window, following = window_of(month), window_of(month.next)
    assert window.opens_at < window.closes_at < following.opens_at
    assert window.first_transfers_on is None or window.opens_on < window.first_transfers_on < window.closes_on


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../Paris", "Europe"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        window_of(Month(2026, 6), zone)


def test_a_month_before_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="2018-04 is too early"):
        window_of(Month(2018, 4))


def test_each_announced_date_names_a_month_of_its_source() -> None:
    for source in tomllib.loads(TABLE.read_text(encoding="utf-8"))["source"]:
        announced = [Month.parse(month) for name in ("transfers", "opens") for month in source.get(name, {})]
        assert all(Month.parse(source["from"]) <= month <= Month.parse(source["to"]) for month in announced)
        for month, day in source.get("transfers", {}).items():
            assert Month.of(day) == Month.parse(month).next

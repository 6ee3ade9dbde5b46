"""The days and hours of the ladder, in plain months and in odd ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal import clock
from portal.months import Month
from seekers.declarations.calendar import window_of
from seekers.reminders.ladder import LADDER, PARIS, Dates, due, guard_at, next_call_after, step_of, useful_until


def dates_of(month: Month) -> Dates:
    window = window_of(month)
    return Dates.between(window.opens_at, window.closes_at)


def days(month: Month) -> dict[str, tuple[date, int]]:
    dates = dates_of(month)
    local = {step.code: step.starts_at(dates).astimezone(PARIS) for step in LADDER}
    return {code: (at.date(), at.hour) for code, at in local.items()}


def test_each_step_of_november_2026_leaves_on_its_day_at_its_hour():
    december = Month(2026, 12).first
    assert days(Month(2026, 11)) == {
        "heads_up": (date(2026, 11, 25), 10),
        "opening": (date(2026, 11, 28), 9),
        "have_ready": (december.replace(day=3), 10),
        "draft_begun": (december.replace(day=5), 10),  # the 6th is a Sunday
        "not_begun": (december.replace(day=7), 10),
        "draft_waiting": (december.replace(day=11), 10),
        "still_not_begun": (december.replace(day=11), 10),
        "three_days": (december.replace(day=12), 10),  # the 13th is one, too
        "eve": (december.replace(day=14), 10),
        "last_day": (december.replace(day=15), 9),
    }
    assert guard_at(dates_of(Month(2026, 11))) == clock.at(december.replace(day=15), 20)


@pytest.mark.parametrize(
    ("month", "heads_up", "opening"),
    [
        (Month(2026, 2), date(2026, 2, 23), date(2026, 2, 26)),
        (Month(2028, 2), date(2028, 2, 23), date(2028, 2, 26)),
        (Month(2026, 12), date(2026, 12, 25), date(2026, 12, 28)),
    ],
    ids=["February opens on the 26th", "so does a leap one", "over the new year"],
)
def test_odd_months(month, heads_up, opening):
    assert (days(month)["heads_up"][0], days(month)["opening"][0]) == (heads_up, opening)


@pytest.mark.parametrize("number", range(1, 13))
def test_hours_are_kept_through_both_changes_of_clock(number):
    """Whatever the season, 9 is 9 and 10 is 10 in Paris; steps come in the order of the table."""
    month = Month(2026, number)
    steps = days(month)
    assert {hour for _day, hour in steps.values()} == {9, 10}
    instants = [step.starts_at(dates_of(month)) for step in LADDER]
    assert instants == sorted(instants)


def test_an_extended_window_moves_the_last_steps():
    usual = dates_of(Month(2026, 11))
    extended = Dates.between(clock.at(usual.opens_on, 0), usual.closes_at + timedelta(days=2))
    assert step_of("last_day").starts_at(extended) == clock.at(date(2026, 12, 17), 9)


def test_due_is_what_has_begun():
    dates = dates_of(Month(2026, 11))
    assert [step.code for step in due(dates, clock.at(date(2026, 11, 28), 9))] == ["heads_up", "opening"]
    assert due(dates, datetime(2026, 11, 25, 8, 59, tzinfo=UTC)) == []


def test_no_step_is_useful_when_the_next_is_near_or_the_window_closed():
    dates = dates_of(Month(2026, 11))
    for step in LADDER:
        assert step.starts_at(dates) < useful_until(step, dates) <= dates.closes_at
    assert useful_until(step_of("eve"), dates) == clock.at(date(2026, 12, 15), 7)


def test_a_call_is_useful_until_the_next_call():
    dates = dates_of(Month(2026, 11))
    assert next_call_after(step_of("three_days"), dates) == step_of("last_day").starts_at(dates)
    assert next_call_after(step_of("last_day"), dates) == dates.closes_at

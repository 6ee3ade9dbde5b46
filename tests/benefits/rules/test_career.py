"""From what is told of a working life to the numbers that the law counts."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.rules.career import EndReason, career_from
from benefits.rules.ordinals import age_on, plus_months
from benefits.rules.rights import rights_of
from benefits.rules.told import JobAsTold, PauseAsTold, career_told
from tests.benefits.rules.careers import column

BAKERY = {"starts_on": "2024-11-01", "ends_on": "2025-12-31", "gross": 28_000, "end_reason": "end_of_fixed_term"}
TOWN_HALL = {
    "employer": "Mairie",
    "starts_on": "2026-02-01",
    "ends_on": "2026-10-31",
    "gross": "18 000,50",
    "hours": 1365.5,
    "end_reason": "economic_dismissal",
    "seasonal": False,
    "holiday_indemnity": 646,
    "termination_indemnity": 5000.25,
}
LEAVE = {"kind": "sick_leave", "starts_on": "2025-03-01", "ends_on": "2025-03-31"}
STORY = {"birth_date": "1986-01-01", "registered_on": "2026-11-02", "jobs": [BAKERY, TOWN_HALL], "pauses": [LEAVE]}


def story(**changed: Any) -> dict[str, Any]:
    return STORY | changed


def test_a_story_in_euros_and_hours_becomes_cents_minutes_and_days() -> None:
    career = career_told(story(waited_until="2026-01-15", first_time=True))
    assert career.jobs[1] == (
        date(2026, 2, 1).toordinal(),
        date(2026, 10, 31).toordinal(),
        1_800_050,
        81_930,
        0,
        64_600,
        500_025,
        0,
    )
    assert (career.jobs[0].minutes, career.jobs[0].holiday_indemnity) == (0, 0)
    assert (career.end_reason, career.economic) == (EndReason.ECONOMIC_DISMISSAL, 1)
    assert (career.first_time, career.overseas, career.waited_until) == (1, 0, date(2026, 1, 15).toordinal())
    assert career.pauses == ((date(2025, 3, 1).toordinal(), date(2025, 3, 31).toordinal(), 1),)


def test_the_same_facts_told_as_rows_make_the_same_career() -> None:
    jobs = [
        JobAsTold(
            date(2026, 2, 1), date(2026, 10, 31), 1_800_050, 81_930, "economic_dismissal", False, 64_600, 500_025
        ),
        JobAsTold(date(2024, 11, 1), date(2025, 12, 31), 2_800_000, 0, "end_of_fixed_term"),
    ]
    pauses = [PauseAsTold("sick_leave", date(2025, 3, 1), date(2025, 3, 31))]
    rows = career_from(born_on=date(1986, 1, 1), registered_on=date(2026, 11, 2), jobs=jobs, pauses=pauses)
    assert rights_of(rows) == rights_of(career_told(STORY))


def test_a_job_that_goes_on_is_kept_and_opens_nothing() -> None:
    kept = BAKERY | {"ends_on": None, "end_reason": "still_working"}
    career = career_told(story(jobs=[TOWN_HALL, kept]))
    assert [job.gross for job in career.jobs] == [1_800_050]
    assert career_told(story(jobs=[kept])).end_reason == EndReason.STILL_WORKING
    said_to_go_on = TOWN_HALL | {"end_reason": "still_working"}
    assert career_told(story(jobs=[said_to_go_on])).jobs == ()


def test_of_two_jobs_ended_together_the_one_that_opens_a_right_decides() -> None:
    resigned = BAKERY | {"ends_on": TOWN_HALL["ends_on"], "end_reason": "resignation"}
    for jobs in ([resigned, TOWN_HALL], [TOWN_HALL, resigned]):
        assert career_told(story(jobs=jobs)).end_reason == EndReason.ECONOMIC_DISMISSAL
    assert [job.resigned for job in career_told(story(jobs=[TOWN_HALL, resigned])).jobs] == [0, 1]
    later = resigned | {"ends_on": "2026-11-01"}
    assert career_told(story(jobs=[TOWN_HALL, later])).end_reason == EndReason.RESIGNATION


def test_only_the_interruptions_of_the_law_are_left_out_of_the_count() -> None:
    kinds = ("sick_leave", "maternity", "work_accident", "training", "parental_leave", "other")
    pauses = career_told(story(pauses=[LEAVE | {"kind": kind} for kind in kinds])).pauses
    assert [pause.sick for pause in pauses] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"birth_date": None}, "birth_date is missing."),
        ({"birth_date": "1986"}, "birth_date is written like 2026-10-31, not '1986'."),
        ({"birth_date": "2026-11-03"}, "Someone born on 2026-11-03 cannot have registered on 2026-11-02."),
        ({"name": "X"}, "Unknown: name. Known: birth_date, registered_on, jobs"),
        ({"first_time": "yes"}, "first_time must be true or false, not 'yes'."),
        ({"jobs": {}}, None),
        ({"jobs": "x"}, "jobs must be a list."),
        ({"jobs": [3]}, "jobs[0] must be an object with employer, starts_on"),
        ({"jobs": [BAKERY | {"gross": -1}]}, "jobs[0].gross must be a number between 0 and 10000000, not -1."),
        ({"jobs": [BAKERY | {"gross": "NaN"}]}, "jobs[0].gross must be a number"),
        ({"jobs": [BAKERY | {"gross": True}]}, "jobs[0].gross must be a number"),
        ({"jobs": [BAKERY, BAKERY | {"hours": "many"}]}, "jobs[1].hours must be a number between 0 and 100000"),
        ({"jobs": [BAKERY | {"end_reason": "bored"}]}, "The end reason 'bored' is not one of: dismissal"),
        ({"jobs": [BAKERY | {"end_reason": 3}]}, "jobs[0].end_reason must be a text, not 3."),
        ({"jobs": [BAKERY | {"ends_on": "2024-10-31"}]}, "A job that starts on 2024-11-01 cannot end on 2024-10-31."),
        ({"pauses": [LEAVE | {"kind": "nap"}]}, "The interruption 'nap' is not one of: sick_leave"),
        ({"pauses": [LEAVE | {"ends_on": "2025-02-01"}]}, "An interruption that starts on 2025-03-01 cannot end"),
    ],
)
def test_what_cannot_be_read_is_named(changed: dict[str, Any], sentence: str | None) -> None:
    if sentence is None:
        assert career_told(story(**changed)).jobs == ()
        return
    with pytest.raises(ValueError) as refused:
        career_told(story(**changed))
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("name", ["gross_cents", "minutes", "holiday_indemnity_cents", "termination_indemnity_cents"])
def test_a_row_with_a_negative_amount_is_refused(name: str) -> None:
    facts: dict[str, Any] = {"gross_cents": 1, "minutes": 1, "end_reason": "dismissal", name: -1}
    job = JobAsTold(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), **facts)
    with pytest.raises(ValueError, match="cannot be negative"):
        career_from(born_on=date(1986, 1, 1), registered_on=date(2026, 7, 1), jobs=[job])


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)


def spoilt(known: dict[str, Any]) -> st.SearchStrategy[Any]:
    """The same object with some of its values replaced by anything."""
    return st.dictionaries(st.sampled_from(sorted(known)), anything, max_size=3).map(lambda wrong: known | wrong)


@given(spoilt(STORY) | anything, st.lists(spoilt(TOWN_HALL), max_size=2), st.lists(spoilt(LEAVE), max_size=1))
def test_nothing_that_is_told_makes_it_fall_over(told: Any, jobs: list[Any], pauses: list[Any]) -> None:
    if isinstance(told, dict) and told.get("jobs") == STORY["jobs"]:
        told = told | {"jobs": jobs, "pauses": pauses}
    said = "a right"
    try:
        json.dumps(rights_of(career_told(told)))
    except ValueError as refused:
        said = str(refused)
    assert len(said) > 6


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-60, 60))
def test_months_are_counted_on_the_calendar(day: date, months: int) -> None:
    found = date.fromordinal(plus_months(day.toordinal(), months))
    assert (found.year * 12 + found.month) == (day.year * 12 + day.month) + months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)
    assert plus_months(column([day.toordinal()]), months).tolist() == [found.toordinal()]


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.dates(date(1900, 1, 1), date(2030, 1, 1)))
def test_ages_are_complete_years(born: date, day: date) -> None:
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    assert age_on(day.toordinal(), born.toordinal()) == years

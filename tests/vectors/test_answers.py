"""What cannot be answered is refused in a sentence, never with a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vectors.answers import KINDS, answer, answers_to
from tests.vectors.test_vectors import pairs, read_table

PROJECT = Path(__file__).parents[2]
MONTH = {"gross_monthly_pay_eur": 1200, "daily_allowance_eur": 37, "sjr_eur": 48, "days_in_month": 30}


def refusal(kind: str = "partial_activity_month", date: Any = "2026-10-03", **inputs: Any) -> str:
    return answer({"id": 1, "kind": kind, "date": date, "inputs": inputs})["error"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"gross_monthly_pay_eur": -1}, "gross_monthly_pay_eur must be between 0 and 10000000, not -1."),
        ({"gross_monthly_pay_eur": "1200"}, "gross_monthly_pay_eur must be a number, not '1200'."),
        ({"gross_monthly_pay_eur": True}, "gross_monthly_pay_eur must be a number, not True."),
        ({"daily_allowance_eur": None}, "daily_allowance_eur is missing."),
        ({"days_in_month": 30.5}, "days_in_month must be a whole number, not 30.5."),
        ({"csg_rate": 6.2}, "csg_rate must be between 0 and 1, not 6.2."),
        ({"rights_days_left": -3}, "rights_days_left must be between 0 and 100000, not -3."),
        ({"days_in_month": 32}, "days_in_month must be between 0 and 31, not 32."),
        ({"degressive": "false"}, "degressive must be true or false, not 'false'."),
        ({"sjr_eur": "x" * 5_000_000}, f"sjr_eur must be a number, not '{'x' * 59}…."),
    ],
)
def test_an_impossible_input_is_named(changed: dict[str, Any], sentence: str) -> None:
    assert refusal(**(MONTH | changed)) == sentence


def test_an_unknown_kind_date_month_zone_or_situation_is_refused() -> None:
    assert refusal(kind="horoscope").startswith("The kind 'horoscope' is not one of: partial_activity_month")
    assert refusal(date="3 octobre", **MONTH) == "The date '3 octobre' is not written like 2026-11-28."
    assert refusal(date="1999-01-01", **MONTH).endswith("1999-01-01 is too early.")
    assert refusal(date="2031-01-01", **MONTH).endswith("2031-01-01 is too late.")
    assert refusal("actualisation_calendar", declared_month="2026-13").startswith("There is no month 13")
    assert refusal("actualisation_calendar", declared_month="2012-01").endswith("2012-01 is too early.")
    window = {"declared_month": "2026-06", "now": "2026-07-15T23:59"}
    assert (
        refusal("actualisation_window", **window, zone="Europe/Atlantis") == "There is no time zone 'Europe/Atlantis'."
    )
    assert refusal("actualisation_window", **(window | {"now": "hier"})).startswith("now is written like")
    assert "'asleep' is not one of" in refusal("statistical_category", hours_worked_in_month=0, situation="asleep")
    assert refusal("paid_days_in_month", month="2026-02", non_payable_days=29).startswith("2026-02 has no more than 28")


@pytest.mark.parametrize(
    ("now", "zone", "result"),
    [
        ("2026-06-27T23:59:59", "Europe/Paris", "not_open"),
        ("2026-06-28T00:00", "Europe/Paris", "accepted"),
        ("2026-07-15T23:59:59", "Europe/Paris", "accepted"),
        ("2026-07-16T00:00", "Europe/Paris", "closed"),
        ("2026-07-15T23:59", "America/Guadeloupe", "accepted"),
        ("2026-07-15T21:59Z", "Europe/Paris", "accepted"),
        ("2026-07-15T22:00Z", "Europe/Paris", "closed"),
    ],
)
def test_a_window_is_open_from_its_first_to_its_last_second(now: str, zone: str, result: str) -> None:
    inputs = {"declared_month": "2026-06", "now": now, "zone": zone}
    case = {"id": "w", "kind": "actualisation_window", "date": "2026-07-15", "inputs": inputs}
    assert answer(case)["result"]["result"] == result


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "The input is not JSON in UTF-8."),
        (b"\xff", "The input is not JSON in UTF-8."),
        (b"[" * 100_000, "The input is not JSON in UTF-8."),
        (b"{}", "The input must be a list of cases."),
    ],
)
def test_what_cannot_be_read_is_said(text: bytes, sentence: str) -> None:
    assert answers_to(text) == ([{"id": None, "error": sentence}], False)


@pytest.mark.parametrize(
    ("kind", "inputs", "sentence"),
    [
        ("are_deductions_daily", {"sjr_eur": 60, "mayotte": True}, "What else is held back there (mayotte)"),
        ("are_duration", {"months_worked": 12, "age": 121}, "age must be between 0 and 120, not 121."),
        ("are_duration", {"counted_calendar_days": 0}, "counted_calendar_days must be at least 1, not 0."),
        ("are_eligibility", {"worked_days": 130, "reason": "other"}, "The reason 'other' is not enough to tell"),
        ("waiting", {"iccp_eur": 500, "sjr_eur": 0}, "The daily wage of the case is 0"),
        ("covid_end_of_rights", {"rights_end": "2020-10-30"}, "Orders that were not read fixed the extension"),
        ("covid_end_of_rights", {"rights_end_month": "2021-06"}, "Orders that were not read fixed the extension"),
        ("are_full_month", {"daily_allowance_eur": 40, "non_payable_days": 32}, "2026-10 has no more than 31 days"),
    ],
)
def test_what_no_text_answers_is_refused_rather_than_invented(kind: str, inputs: dict[str, Any], sentence: str) -> None:
    assert refusal(kind, **inputs).startswith(sentence)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [('"a"', "a"), ("17", 17), ("1.5", 1.5), ("1e999999", None), ("null", None), ("[1]", None), ("9" * 5_000, None)],
)
def test_an_identifier_comes_back_as_it_was_sent(sent: str, kept: Any) -> None:
    case = '{"id": ' + sent + ', "kind": "paid_days_in_month", "inputs": {"month": "2025-09"}}'
    answers, readable = answers_to(f"[{case}, {case}]".encode())
    assert readable
    assert [one["id"] for one in answers] == [kept, kept]
    assert [one["result"]["paid_days"] for one in answers] == [30, 30]


def test_ten_thousand_cases_are_answered_within_seconds() -> None:
    cases = [
        {"id": place, "kind": "rights_days_remaining", "date": "2022-04-01", "inputs": MONTH} for place in range(10_000)
    ]
    began = perf_counter()
    answers, _readable = answers_to(json.dumps(cases).encode())
    assert perf_counter() - began < 10
    assert [one["id"] for one in answers] == list(range(10_000))
    assert {one["result"]["payable_days"] for one in answers} == {7}


def test_a_case_beside_a_bad_one_is_answered() -> None:
    good = {"id": "good", "kind": "partial_activity_month", "date": "2022-04-01", "inputs": MONTH}
    text = json.dumps([17, {"id": "nan", **good, "inputs": MONTH | {"sjr_eur": float("nan")}}, good]).encode()
    answers, readable = answers_to(text)
    assert readable
    assert [("error" in one) for one in answers] == [True, True, False]
    assert answers[1]["error"] == "sjr_eur must be a number, not NaN."


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)
FIELDS = sorted({name for row in read_table() for name in pairs(row["given"])} | {"months", "month", "now", "zone"})
sensible = st.sampled_from(
    ["2026-11", "2026-07-15T12:00", "9999-12", "2025-05-01", "02-29", "available", "Europe/Paris", 0, 1, 30, 45.5, True]
)


@given(
    kind=st.sampled_from(sorted(KINDS)) | anything,
    date=st.dates().map(str) | anything,
    inputs=st.dictionaries(st.sampled_from(FIELDS), sensible | anything, max_size=10) | anything,
)
def test_nothing_makes_it_fall_over(kind: Any, date: Any, inputs: Any) -> None:
    answered = answer({"id": "any", "kind": kind, "date": date, "inputs": inputs})
    assert ("result" in answered) != ("error" in answered)
    json.dumps(answered, allow_nan=False)


def test_the_command_answers_on_its_output() -> None:
    case = {"id": "é\ud800", "kind": "paid_days_in_month", "date": "2025-09-01", "inputs": {"month": "2025-09"}}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.vectors"],
        input=b"\xef\xbb\xbf" + json.dumps([case]).encode(),
        capture_output=True,
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        | {"PYTHONIOENCODING": "ascii"},
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout) == [{"id": "é\ud800", "result": {"paid_days": 30, "base_days": 30}}]

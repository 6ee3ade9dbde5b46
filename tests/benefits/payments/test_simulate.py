"""``manage.py simulate``: the month of an advisor or an integrator, priced as a real one."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command


def simulate(*arguments: str) -> str:
    out = io.StringIO()
    call_command("simulate", *arguments, stdout=out)
    return out.getvalue()


def test_two_employers_are_added_before_the_formula():
    """45 × 46.85 less 70 % of 830 leaves 18 days: the worked case d-pa-two-emp."""
    answer = json.loads(
        simulate(
            "--month", "2025-05", "--daily", "46.85", "--sjr", "82.19", "--pay", "450", "--pay", "380", "--as-json"
        )
    )
    assert answer["result"]["payable_days"] == 18
    assert answer["result"]["gross"] == 84_330


def test_it_explains_in_words_with_the_text_that_fixed_each_figure():
    said = simulate("--month", "2026-11", "--daily", "46,85", "--sjr", "82,19", "--pay", "830")
    assert "12 jours sont reportés, pas perdus" in said
    assert "Règlement, art. 14 à 16" in said


def test_solidarity_stops_at_the_ceiling_of_the_household():
    answer = json.loads(
        simulate("--month", "2026-04", "--scheme", "ass", "--daily", "19.48", "--resources", "1000", "--as-json")
    )
    assert answer["result"]["net"] == 36_360


def test_solidarity_counts_thirty_days_even_before_every_month_did():
    """The worked case econ-ass-2024: 570.30 € in a month of 31 days too."""
    answer = json.loads(simulate("--month", "2024-05", "--scheme", "ass", "--daily", "19.01", "--as-json"))
    assert answer["result"]["net"] == 57_030


def test_json_says_the_same_as_the_options(tmp_path):
    asked = {"month": "2026-11", "daily": 46.85, "sjr": 82.19, "pay": [450, 380]}
    file = tmp_path / "month.json"
    file.write_text(json.dumps(asked))
    by_options = simulate("--month", "2026-11", "--daily", "46.85", "--sjr", "82.19", "--pay", "450", "--pay", "380")
    assert simulate("--json", str(file)) == by_options


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{",
        '{"month": "2026-13", "daily": 40}',
        '{"month": "2026-11"}',
        '{"month": "2026-11", "daily": 0}',
        '{"month": "2026-11", "daily": -3}',
        '{"month": "2026-11", "daily": "NaN"}',
        '{"month": "2026-11", "daily": 40, "sjr": 60, "x": 1}',
        '{"month": "1999-01", "daily": 40, "sjr": 60}',
        '{"month": "2026-11", "daily": 40, "sjr": 60, "pay": [null]}',
        '{"month": "2026-11", "daily": 40, "sjr": 60, "days_left": true}',
        '{"month": "2026-11", "daily": 40, "sjr": 60, "days_left": "²"}',
        '{"month": "2026-11", "daily": 40.555, "sjr": 60}',
        '{"month": "2026-11", "daily": 40}',
        '{"month": "2026-11", "daily": 40, "sjr": 0}',
        '{"month": "2026-11", "daily": 40, "sjr": 60, "non_payable_days": 31}',
        '{"month": "2026-11", "daily": 40, "sjr": 60, "reduced_daily": 41, "full_rate_days_left": 3}',
        '{"month": "2026-11", "daily": 40, "sjr": 60, "reduced_daily": 0}',
        '{"month": "2026-11", "daily": 40, "sjr": 60, "full_rate_days_left": 3}',
    ],
)
def test_a_wrong_question_gets_a_sentence(written, tmp_path):
    file = tmp_path / "month.json"
    file.write_text(written)
    with pytest.raises(CommandError) as refused:
        simulate("--json", str(file))
    assert len(str(refused.value)) > 20


CAREER = {
    "birth_date": "1986-01-01",
    "registered_on": "2026-11-02",
    "jobs": [{"starts_on": "2024-11-01", "ends_on": "2026-10-31", "gross": 48000, "end_reason": "dismissal"}],
}


def test_a_career_is_told_from_its_work_to_its_first_day_paid(tmp_path):
    file = tmp_path / "career.json"
    file.write_text(json.dumps(CAREER))
    said = simulate("--career", str(file))
    assert said.startswith("Un droit s’ouvre")
    assert "48\u00a0000,00\u00a0€ divisés par 730 jours = 65,75\u00a0€ par jour" in said
    assert "19 décembre 2024, art. 9" in said
    answer = json.loads(simulate("--career", str(file), "--as-json"))
    assert (answer["result"]["daily"], answer["result"]["days"]) == (3_974, 548)
    assert answer["result"]["first_payable"] == "2026-11-09"
    assert answer["lines"][-1]["rule"] == "first_payable"


def test_a_career_that_opens_nothing_says_why(tmp_path, monkeypatch):
    jobs = [CAREER["jobs"][0] | {"end_reason": "resignation"}]
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(CAREER | {"jobs": jobs})))
    said = simulate("--career", "-")
    assert said.startswith("Pas de droit pour le moment")
    assert "à partir du 3\u00a0mars\u00a02027" in said


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "[" * 100_000,
        "{}",
        json.dumps(CAREER | {"birth_date": "hier"}),
        json.dumps(CAREER | {"jobs": [{"starts_on": "2010-01-01"}]}),
        json.dumps(CAREER | {"jobs": [CAREER["jobs"][0] | {"ends_on": "2031-01-01"}]}),
    ],
)
def test_a_career_that_cannot_be_read_gets_a_sentence(written, tmp_path):
    file = tmp_path / "career.json"
    file.write_text(written)
    with pytest.raises(CommandError) as refused:
        simulate("--career", str(file))
    assert len(str(refused.value)) > 20


def test_a_month_and_a_career_are_not_asked_together(tmp_path):
    with pytest.raises(CommandError, match="does not go with --month"):
        simulate("--career", "career.json", "--month", "2026-11")

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
        '{"month": "2026-11", "daily": 40, "x": 1}',
        '{"month": "1999-01", "daily": 40}',
        '{"month": "2026-11", "daily": 40, "pay": [null]}',
        '{"month": "2026-11", "daily": 40, "days_left": true}',
    ],
)
def test_a_wrong_question_gets_a_sentence(written, tmp_path):
    file = tmp_path / "month.json"
    file.write_text(written)
    with pytest.raises(CommandError) as refused:
        simulate("--json", str(file))
    assert len(str(refused.value)) > 20

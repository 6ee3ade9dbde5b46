from __future__ import annotations

import tomllib
from datetime import date, timedelta

import pytest

from benefits.rules import figures
from benefits.rules.figures import TABLE, UnknownFigures, figures_on

EURO = 100


@pytest.mark.parametrize(
    ("day", "threshold"),
    [
        (date(2019, 6, 1), 51),
        (date(2020, 6, 1), 51),
        (date(2021, 1, 1), 52),
        (date(2021, 10, 1), 53),
        (date(2022, 4, 30), 53),
        (date(2022, 5, 1), 55),
        (date(2022, 8, 1), 56),
        (date(2023, 1, 1), 57),
        (date(2023, 5, 1), 58),
        (date(2024, 1, 1), 59),
        (date(2024, 11, 1), 60),
        (date(2025, 12, 31), 60),
        (date(2026, 1, 1), 61),
        (date(2026, 6, 1), 62),
    ],
)
def test_the_daily_threshold_of_csg_follows_the_minimum_wage(day: date, threshold: int) -> None:
    assert figures_on(day).csg_threshold == threshold * EURO


def test_a_figure_holds_from_its_day_until_the_next_text() -> None:
    before, after = figures_on(date(2025, 6, 30)), figures_on(date(2025, 7, 1))
    assert (before.fixed_part, before.minimum_allowance) == (1311, 3197)
    assert (after.fixed_part, after.minimum_allowance) == (1318, 3213)
    assert after.references["fixed_part"] == "Circulaire Unédic 2025-07 du 1er juillet 2025"
    assert before.references["fixed_part"] == "Circulaires Unédic 2024-04 et 2024-05 du 1er juillet 2024"
    assert figures_on(date(2026, 11, 22)).highest_daily_wage == 52_668


def test_before_the_first_text_and_after_the_last_nothing_is_invented() -> None:
    with pytest.raises(UnknownFigures, match=r"2014-09-30 is too early"):
        figures_on(date(2014, 9, 30))
    with pytest.raises(UnknownFigures, match=r"2029-01-01 is too late"):
        figures_on(date(2029, 1, 1))
    assert figures_on(date(2028, 12, 31)).since == date(2026, 9, 1)


def test_every_row_names_its_text_and_no_amount_goes_down_unless_the_law_did() -> None:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
    assert all(row["reference"] and row["from"] for row in rows)
    for name in ("fixed_part", "minimum_allowance", "smic_hourly", "monthly_ceiling", "ass_daily"):
        amounts = [float(row[name]) for row in rows if name in row]
        assert amounts == sorted(amounts), name


def test_the_floor_after_reduction_is_seventy_percent_of_the_threshold_until_2025() -> None:
    day = date(2019, 11, 1)
    while day < date(2025, 1, 1):
        held = figures_on(day)
        assert abs(held.degressivity_floor - held.degressivity_threshold * 7 // 10) <= 1, day
        day += timedelta(days=31)


def test_a_misspelt_figure_in_the_table_is_found_at_once(tmp_path, monkeypatch) -> None:
    spoilt = tmp_path / "figures.toml"
    spoilt.write_text(TABLE.read_text(encoding="utf-8").replace("fixed_part", "fixed_pert", 1), encoding="utf-8")
    monkeypatch.setattr(figures, "TABLE", spoilt)
    figures._table.cache_clear()
    try:
        with pytest.raises(ValueError, match="fixed_pert is not a figure"):
            figures_on(date(2026, 1, 1))
    finally:
        monkeypatch.undo()
        figures._table.cache_clear()

"""Figures become shapes of the right size, with every figure written beside them."""

from __future__ import annotations

import pytest

from portal.web import plots


def test_the_tallest_bar_fits_and_heights_are_in_proportion() -> None:
    plot = plots.bars("t", [("a", 100), ("b", 50)], column="c")
    assert [mark.height for mark in plot.marks] == ["180.0", "90.0"]
    assert [mark.y for mark in plot.marks] == ["0.0", "90.0"]


def test_parts_of_a_bar_stand_on_each_other() -> None:
    plot = plots.stacked("t", [("a", [60, 40])], columns=["x", "y"])
    assert [(mark.y, mark.height) for mark in plot.marks] == [("72.0", "108.0"), ("0.0", "72.0")]
    assert plot.legend == [("plot-1", "x"), ("plot-2", "y")]


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter than nothing"):
        plots.bars("t", [("a", -1)], column="c")
    with pytest.raises(ValueError, match="zero"):
        plots.line("t", [("a", -1)], column="c")
    with pytest.raises(ValueError, match="told apart"):
        plots.stacked("t", [("a", [1] * 5)], columns=list("abcde"))
    with pytest.raises(ValueError, match="told apart"):
        plots.month_strip("t", [0], kinds=list("abcde"))


def test_an_empty_or_idle_plot_still_draws() -> None:
    assert plots.bars("t", [], column="c").marks == []
    assert plots.bars("t", [("a", 0)], column="c").marks == []
    assert plots.line("t", [], column="c").marks == []


def test_a_line_joins_its_points() -> None:
    plot = plots.line("t", [("a", 0), ("b", 100)], column="c", write=lambda n: f"{n} %")
    segment = plot.marks[0]
    assert (segment.x, segment.y, segment.x2, segment.y2) == ("25.00%", "180.0", "75.00%", "0.0")
    assert plot.rows == [("a", ["0 %"]), ("b", ["100 %"])]


def test_days_of_a_month_are_written_as_ranges() -> None:
    plot = plots.month_strip("mai", [0, 0, 1, 0], kinds=["Payés", "Reportés", "Autres"])
    assert plot.rows == [("Payés", ["1–2, 4"]), ("Reportés", ["3"]), ("Autres", ["–"])]
    assert len(plot.marks) == 4


def test_kinds_of_day_differ_without_their_colour() -> None:
    plot = plots.month_strip("mai", [0, 1, 2, 3], kinds=list("abcd"))
    assert len({mark.height for mark in plot.marks}) == 4


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (1, 1), (9, 10), (11, 12), (352, 400), (114_000, 120_000), (10_001, 12_000)]
)
def test_the_scale_ends_on_a_round_figure(highest: int, top: int) -> None:
    assert plots.round_top(highest) == top


@pytest.mark.parametrize(("points", "written"), [(6, 6), (8, 8), (12, 6), (31, 8)])
def test_labels_never_run_into_each_other(points: int, written: int) -> None:
    assert len(plots.line("t", [(str(n), n) for n in range(points)], column="c").labels) == written


@pytest.mark.parametrize("words", ["5 oct.", "mercredi 14", "14 novembre 2026", "x" * 60])
def test_the_words_under_a_drawing_never_run_into_each_other_on_a_phone(words: str) -> None:
    plot = plots.bars("t", [(f"{words}{number}", number) for number in range(10)], column="c")
    written = [text for _x, text in plot.labels]
    assert written
    assert len(written) == 1 or sum(len(text) + 1 for text in written) <= plots.LETTERS_ACROSS

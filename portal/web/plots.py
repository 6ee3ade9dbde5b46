"""Plots: pure functions from figures to shapes. The template draws inline SVG and always sets a table beside it.

Positions across are percentages, heights are pixels, so that a drawing fits any screen without its words being
stretched, without a script and without an inline style. Colours are classes (``plot-1`` to ``plot-4``).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

HEIGHT = 180  # pixels of the drawing area
ABOVE, BELOW = 20, 28  # pixels kept for the words
ROUND_TENTHS = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)
LABELS_AT_MOST = 8  # below this many, every label is written; above, one in so many
LETTERS_ACROSS = 40  # what the narrowest phone holds under a drawing
SERIES_AT_MOST = 4  # as many as there are colours that can be told apart


@dataclass(frozen=True, slots=True)
class Mark:
    """One shape: a bar, a segment or a dot. ``x``, ``width``, ``x2`` in percent; ``y``, ``height``, ``y2`` in pixels.

    All written here, since a template under a French locale would write 12.5 as 12,5.
    """

    kind: str
    colour: str
    x: str
    y: str
    width: str = "0%"
    height: str = "0"
    x2: str = "0%"
    y2: str = "0"


@dataclass(frozen=True, slots=True)
class Plot:
    """What the template needs. ``rows`` is the table: a label, then one written figure for each of ``columns``."""

    title: str
    description: str
    height: int
    marks: list[Mark]
    labels: list[tuple[str, str]]  # (position across, text)
    columns: list[str]
    rows: list[tuple[str, list[str]]]
    grid: list[tuple[str, str]] = field(default_factory=list)  # (height, text)
    legend: list[tuple[str, str]] = field(default_factory=list)  # (colour, text)

    @property
    def full_height(self) -> int:
        """With the room for the words above and below the drawing."""
        return ABOVE + self.height + BELOW

    @property
    def words_at(self) -> int:
        """Where the words below stand, in pixels from the foot of the words above."""
        return self.height + BELOW - 8


def bars(
    title: str,
    points: Sequence[tuple[str, int]],
    *,
    column: str,
    description: str = "",
    write: Callable[[int], str] = str,
) -> Plot:
    """One bar a point. ``write`` turns a figure into words, such as ``money.euros``."""
    return stacked(
        title,
        [(label, [value]) for label, value in points],
        columns=[column],
        description=description,
        write=write,
    )


def stacked(
    title: str,
    points: Sequence[tuple[str, Sequence[int]]],
    *,
    columns: Sequence[str],
    description: str = "",
    write: Callable[[int], str] = str,
) -> Plot:
    """Bars of several parts, the first at the foot. Refuses negative figures and more than four parts."""
    if len(columns) > SERIES_AT_MOST:
        raise ValueError(f"At most {SERIES_AT_MOST} parts can be told apart, not {len(columns)}.")
    if any(value < 0 for _label, values in points for value in values):
        raise ValueError("A bar cannot be shorter than nothing.")
    top = round_top(max((sum(values) for _label, values in points), default=0))
    step = 100 / max(len(points), 1)
    marks = []
    for position, (_label, values) in enumerate(points):
        foot = float(HEIGHT)
        for part, value in enumerate(values):
            height = HEIGHT * value / top
            foot -= height
            if height:
                left, width = step * position + step * 0.18, step * 0.64
                marks.append(
                    Mark("bar", f"plot-{part + 1}", percent(left), pixels(foot), percent(width), pixels(height))
                )
    return Plot(
        title=title,
        description=description,
        height=HEIGHT,
        marks=marks,
        labels=spaced([(percent(step * (n + 0.5)), label) for n, (label, _values) in enumerate(points)]),
        columns=list(columns),
        rows=[(label, [write(value) for value in values]) for label, values in points],
        grid=grid(top, write),
        legend=[(f"plot-{n + 1}", name) for n, name in enumerate(columns)] if len(columns) > 1 else [],
    )


def line(
    title: str,
    points: Sequence[tuple[str, int]],
    *,
    column: str,
    description: str = "",
    write: Callable[[int], str] = str,
) -> Plot:
    """A figure that moves with time: dots joined by segments. Refuses negative figures."""
    if any(value < 0 for _label, value in points):
        raise ValueError("The foot of the drawing is zero.")
    top = round_top(max((value for _label, value in points), default=0))
    step = 100 / max(len(points), 1)
    places = [
        (percent(step * (n + 0.5)), pixels(HEIGHT - HEIGHT * value / top)) for n, (_label, value) in enumerate(points)
    ]
    segments = [Mark("segment", "plot-1", x, y, x2=x2, y2=y2) for (x, y), (x2, y2) in itertools.pairwise(places)]
    dots = [Mark("dot", "plot-1", x, y) for x, y in places]
    return Plot(
        title=title,
        description=description,
        height=HEIGHT,
        marks=segments + dots,
        labels=spaced([(x, label) for (x, _y), (label, _value) in zip(places, points, strict=True)]),
        columns=[column],
        rows=[(label, [write(value)]) for label, value in points],
        grid=grid(top, write),
    )


STRIP_HEIGHT = 44
STRIP_SHAPES = {1: (0, 44), 2: (16, 28), 3: (34, 10), 4: (26, 18)}  # kind: (top, height), told apart without colour


def month_strip(title: str, days: Sequence[int], *, kinds: Sequence[str], description: str = "") -> Plot:
    """The days of a month in a row. ``days[0]`` is the 1st; each entry is the index in ``kinds`` of that day."""
    if len(kinds) > SERIES_AT_MOST:
        raise ValueError(f"At most {SERIES_AT_MOST} kinds of day can be told apart, not {len(kinds)}.")
    step = 100 / max(len(days), 1)
    marks = []
    for position, kind in enumerate(days):
        top, height = STRIP_SHAPES[kind + 1]
        left, width = step * position + step * 0.12, step * 0.76
        marks.append(Mark("bar", f"plot-{kind + 1}", percent(left), pixels(top), percent(width), pixels(height)))
    shown = [n for n in (1, 10, 20, len(days)) if n <= len(days)]
    return Plot(
        title=title,
        description=description,
        height=STRIP_HEIGHT,
        marks=marks,
        labels=[(percent(step * (n - 0.5)), str(n)) for n in shown],
        columns=["Jours"],
        rows=[
            (name, [day_ranges([n + 1 for n, kind in enumerate(days) if kind == index])])
            for index, name in enumerate(kinds)
        ],
        legend=[(f"plot-{index + 1}", name) for index, name in enumerate(kinds)],
    )


def day_ranges(days: Sequence[int]) -> str:
    """``[1, 2, 3, 7]`` as ``1–3, 7``."""
    ranges: list[list[int]] = []
    for day in days:
        if ranges and day == ranges[-1][1] + 1:
            ranges[-1][1] = day
        else:
            ranges.append([day, day])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges) or "–"


def round_top(highest: int) -> int:
    """The round figure at or above ``highest`` on which the scale ends, at least 1: 1140 gives 1200."""
    power = 1
    while power * 10 < highest:
        power *= 10
    return next(power * tenths // 10 for tenths in ROUND_TENTHS if power * tenths // 10 >= highest)


def grid(top: int, write: Callable[[int], str]) -> list[tuple[str, str]]:
    """The top of the scale, written, and its middle and foot as bare lines: a word there would stand on the bars."""
    return [(pixels(0), write(top)), (pixels(HEIGHT / 2), ""), (pixels(HEIGHT), "")]


def spaced(labels: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """One label in so many, so that they never run into each other on a phone."""
    longest = max((len(text) for _x, text in labels), default=0)
    at_most = max(min(LABELS_AT_MOST, LETTERS_ACROSS // (longest + 1)), 1)
    return labels[:: -(-len(labels) // at_most) or 1]


def percent(value: float) -> str:
    return f"{value:.2f}%"


def pixels(value: float) -> str:
    return f"{value:.1f}"

"""Figures that hold for a month (the ceiling of pay, the legal hours), shared out among its days."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from benefits.rules.choice import larger, smaller
from benefits.rules.figures import changes, figures_on, known_through
from benefits.rules.spans import Span
from portal.money import Whole
from portal.months import Month


def in_days_of(span: Span, figure: str) -> Whole:
    """What the monthly ``figure`` of law gives for the days of a span: all of it for a whole month, in proportion else.

    Each month by the figure of its own first day. Days before the first text and after the last known give nothing.
    """
    first, gone_by = _gone_by(figure)
    last = len(gone_by) - 1
    before = smaller(larger(span.starts - 1 - first, 0), last)
    after = smaller(larger(span.ends - first, 0), last)
    if isinstance(before, int) and isinstance(after, int):
        return int(gone_by[after] - gone_by[before])
    return gone_by[after] - gone_by[before]


@lru_cache(maxsize=4)
def _gone_by(figure: str) -> tuple[int, np.ndarray]:
    """The day before the first known one, and for each day from there what has gone by, in whole units."""
    gone_by, before_month = [0], 0
    month = Month.of(changes()[0].since)
    first = month.first.toordinal() - 1
    while month.first <= known_through():
        monthly = getattr(figures_on(month.first), figure)
        gone_by += [before_month + monthly * day // month.days for day in range(1, month.days + 1)]
        before_month += monthly
        month = month.next
    return first, np.array(gone_by, dtype=np.int64)

"""Spans of days: cut to a period, told apart, counted. For one person, or for an array of people at once.

A span is its first day (an ordinal) and how many days it lasts; a span of no day is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from benefits.rules.choice import either, larger, smaller
from portal.money import Whole

WEEK = 7
_WIDTH = 1 << 21  # more days than any span lasts: a start and a length are then one number, and one comparison


class Span(NamedTuple):
    """``starts`` is an ordinal; ``days`` is 0 for a span that is not there."""

    starts: Whole
    days: Whole

    @property
    def ends(self) -> Whole:
        return self.starts + self.days - 1


def within(starts: Whole, ends: Whole, first: Whole, last: Whole) -> Span:
    """What ``starts`` to ``ends`` (both included; nothing when it ends before it starts) covers of the period."""
    inside = smaller(larger(starts, first), last + 1)
    return Span(inside, larger(smaller(ends, last) - inside + 1, 0))


def apart(spans: Sequence[Span]) -> list[Span]:
    """The same days in order, none in two spans: each span keeps what those before it have not covered."""
    told: list[Span] = []
    reached: Whole = 0
    for span in _in_order(spans):
        starts = larger(span.starts, reached + 1)
        days = larger(span.ends - starts + 1, 0)
        told.append(Span(starts, days))
        reached = larger(reached, span.ends)
    return told


def days_in(spans: Sequence[Span]) -> Whole:
    """How many days the spans last together; of ``apart`` spans, how many days are covered."""
    return sum((span.days for span in spans), 0)


def working_days(spans: Sequence[Span], most: int) -> Whole:
    """The days of ``apart`` spans, at most ``most`` in a civil week (Monday to Sunday; the ordinal 1 is a Monday)."""
    counted: Whole = 0
    open_week: Whole = -1
    in_open_week: Whole = 0
    for span in spans:
        first, last = (span.starts - 1) // WEEK, (span.ends - 1) // WEEK
        there = span.days > 0
        already = either(first == open_week, in_open_week, 0)
        in_first = smaller(WEEK * (first + 1) - span.starts + 1, span.days)
        spread = last > first
        in_last = either(spread, span.ends - WEEK * last, already + in_first)
        whole_weeks = larger(last - first - 1, 0)
        gained = smaller(already + in_first, most) - smaller(already, most)
        gained = gained + either(spread, whole_weeks * most + smaller(in_last, most), 0)
        counted = counted + either(there, gained, 0)
        open_week = either(there, last, open_week)
        in_open_week = either(there, in_last, in_open_week)
    return counted


def _in_order(spans: Sequence[Span]) -> list[Span]:
    """By first day. Exchanges of neighbours: few spans, and the same on an array as on a number."""
    keys = [span.starts * _WIDTH + span.days for span in spans]
    for unsorted in range(len(keys) - 1, 0, -1):
        for place in range(unsorted):
            one, other = keys[place], keys[place + 1]
            keys[place], keys[place + 1] = smaller(one, other), larger(one, other)
    return [Span(key // _WIDTH, key % _WIDTH) for key in keys]

"""Careers of every kind, for the properties that must hold in all of them."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import strategies as st

from benefits.rules.career import Career, EndReason, Job, Pause

FIRST, LAST = date(2017, 10, 1).toordinal(), date(2028, 12, 31).toordinal()
NO_JOB = Job(starts=2, ends=1, gross=0, minutes=0)
NO_PAUSE = Pause(starts=2, ends=1)
YEAR = 365

yes_or_no = st.integers(0, 1)


@st.composite
def jobs(draw, first: int, last: int, *, least_pay: int = 0) -> Job:
    """A job that ends between two days."""
    ends = draw(st.integers(first, last))
    return Job(
        starts=ends - draw(st.integers(0, 30) | st.integers(0, 1500)),
        ends=ends,
        gross=draw(st.integers(least_pay, 400_000) | st.integers(least_pay, 60_000_000)),
        minutes=draw(st.just(0) | st.integers(0, 300_000)),
        seasonal=draw(yes_or_no),
        holiday_indemnity=draw(st.just(0) | st.integers(0, 2_000_000)),
        supra_legal=draw(st.just(0) | st.integers(0, 20_000_000)),
        resigned=draw(yes_or_no),
    )


@st.composite
def careers(draw, *, least_pay: int = 0) -> Career:
    """One to six jobs, the last of which ends on a day whose law is known."""
    ends = draw(st.integers(FIRST, LAST))
    last = draw(jobs(ends, ends, least_pay=least_pay))
    others = draw(st.lists(jobs(ends - 4 * YEAR, ends, least_pay=least_pay), max_size=5))
    pauses = []
    for starts in draw(st.lists(st.integers(ends - 3 * YEAR, ends), max_size=2)):
        pauses.append(Pause(starts, starts + draw(st.integers(0, 200)), draw(yes_or_no)))
    return Career(
        jobs=(last, *others),
        pauses=tuple(pauses),
        born=ends - draw(st.integers(18 * YEAR, 70 * YEAR)),
        registered=ends + draw(st.integers(0, 30) | st.integers(0, 500)),
        end_reason=int(draw(st.sampled_from([*EndReason, *[EndReason.DISMISSAL] * 6]))),
        economic=draw(yes_or_no),
        first_time=draw(yes_or_no),
        overseas=draw(yes_or_no),
        waited_until=draw(st.just(0) | st.integers(ends - 2 * YEAR, ends)),
    )


def column(facts: list[int]) -> np.ndarray:
    return np.array(facts, dtype=np.int64)


def together(people: list[Career]) -> Career:
    """The same careers as columns of arrays; a job or a pause that somebody lacks is one that is not there."""

    def columns(kind, facts, missing):
        most = max(len(each) for each in facts)
        padded = [[*each, *[missing] * (most - len(each))] for each in facts]
        return tuple(kind(*map(column, zip(*(each[place] for each in padded), strict=True))) for place in range(most))

    told_jobs = columns(Job, [person.jobs for person in people], NO_JOB)
    told_pauses = columns(Pause, [person.pauses for person in people], NO_PAUSE)
    return Career(told_jobs, told_pauses, *map(column, zip(*(person[2:] for person in people), strict=True)))

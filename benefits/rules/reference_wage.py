"""From the pay of the reference period to the reference daily wage (SJR). Règlement 2024, art. 11 to 13."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from benefits.rules.affiliation import Work, period_start
from benefits.rules.by_month import in_days_of
from benefits.rules.career import Career
from benefits.rules.choice import either, larger, smaller
from benefits.rules.figures import TABLE, Figures
from benefits.rules.spans import Span, apart, days_in, within, working_days
from portal.money import RATE_SCALE, Whole, nearest, rounded_down, rounded_up

MONTHLY_CEILING = "monthly_ceiling"


class ReferenceWage(NamedTuple):
    """Cents and days. ``counted_days`` is also the base of the duration of the right."""

    employment_days: Whole  # calendar days covered by a job, without the neutral ones
    idle_days: Whole  # between the first and the last day of work, without the neutral ones nor those of a crisis
    idle_days_counted: Whole
    neutral_days: Whole
    counted_days: Whole
    pay: Whole
    sjr: Whole


def idle_days_counted(employment_days: Whole, idle_days: Whole, rate: Whole) -> Whole:
    """The days between two jobs that count: within ``rate`` (per 10,000) of the days with a job, rounded down."""
    return smaller(idle_days, rounded_down(employment_days * rate, RATE_SCALE))


def by_worked_days(pay: Whole, worked_days: Whole, multiplier: Whole) -> Whole:
    """The SJR in cents of contracts ended before October 2021: pay over worked days × 1.4, to the nearest cent."""
    return nearest(pay * RATE_SCALE, larger(worked_days * multiplier, 1))


def reference_wage(career: Career, work: Work, figures: Figures) -> ReferenceWage:
    """The reference pay and daily wage of a career, by the law of its contract end."""
    law = figures.law
    employment, idle, neutral = _calendar_days(career, work, law.sick_leave_days)
    if law.calendar_days_counted:
        idle_counted = idle_days_counted(employment, idle, law.idle_rate)
        counted = employment + idle_counted
        pay = _pay(career, work, work.starts, figures)
        sjr = nearest(pay, larger(counted, 1))
    else:
        idle_counted = idle * 0
        counted = rounded_up(work.days * law.worked_day_multiplier, RATE_SCALE)
        starts = period_start(work.ends, law.pay_months)
        recent = [within(span.starts, span.ends, starts, work.ends) for span in work.apart]
        pay = _pay(career, work, starts, figures)
        sjr = by_worked_days(pay, working_days(recent, law.most_days_in_week), law.worked_day_multiplier)
    return ReferenceWage(employment, idle, idle_counted, neutral, counted, pay, either(counted > 0, sjr, 0))


def _calendar_days(career: Career, work: Work, sick_leave_days: int) -> tuple[Whole, Whole, Whole]:
    """With a job, without one, and neutral, between the first day of work of the period and the end of the contract."""
    first: Whole = work.ends + 1
    for span in work.apart:
        first = smaller(first, either(span.days > 0, span.starts, work.ends + 1))
    pauses = []
    for pause in career.pauses:
        counts = (pause.sick == 0) | (pause.ends - pause.starts + 1 > sick_leave_days)
        pauses.append(within(pause.starts, either(counts, pause.ends, pause.starts - 1), first, work.ends))
    if not pauses:
        with_job = days_in(work.apart)
        idle = work.ends + 1 - first - with_job - crisis_days(work.apart, first, work.ends)
        return with_job, idle, with_job * 0
    neutral = days_in(apart(pauses))
    either_one = apart([*work.apart, *pauses])
    with_either = days_in(either_one)
    idle = work.ends + 1 - first - with_either - crisis_days(either_one, first, work.ends)
    return with_either - neutral, idle, neutral


def crisis_days(covered: Sequence[Span], first: Whole, last: Whole) -> Whole:
    """The days of ``first`` to ``last`` in which nobody could be asked to work, less those that the ``apart`` spans cover."""
    left_out: Whole = 0
    for crisis in crises():
        if not np.any(first <= crisis.ends):
            continue
        inside = within(crisis.starts, crisis.ends, first, last)
        worked = [within(span.starts, span.ends, inside.starts, inside.ends) for span in covered]
        left_out = left_out + inside.days - days_in(worked)
    return left_out


@lru_cache(maxsize=1)
def crises() -> tuple[Span, ...]:
    """The periods of the table in which days without a job do not count."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["crisis"]
    return tuple(Span(row["from"].toordinal(), (row["through"] - row["from"]).days + 1) for row in rows)


def _pay(career: Career, work: Work, starts: Whole, figures: Figures) -> Whole:
    """The gross pay from ``starts`` on, in cents, within four ceilings for each month that has a job.

    The pay of a job is spread evenly over its days of the reference period.
    """
    pay: Whole = 0
    for job, inside in zip(career.jobs, work.jobs, strict=True):
        recent = within(inside.starts, inside.ends, starts, work.ends)
        earned = rounded_down(job.gross * recent.days, larger(inside.days, 1))
        pay = pay + smaller(earned, figures.ceilings_counted * in_days_of(recent, MONTHLY_CEILING))
    together: Whole = 0
    for span in work.apart:
        together = together + in_days_of(within(span.starts, span.ends, starts, work.ends), MONTHLY_CEILING)
    return smaller(pay, figures.ceilings_counted * together)

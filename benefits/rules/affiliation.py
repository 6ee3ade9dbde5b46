"""Has somebody worked enough to open a right, and did they lose their job? Règlement 2024, art. 2 to 4."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from benefits.rules.career import INVOLUNTARY, Career, EndReason, contract_end
from benefits.rules.choice import Yes, either
from benefits.rules.figures import Figures
from benefits.rules.ordinals import age_on, plus_months
from benefits.rules.spans import Span, apart, days_in, within, working_days
from portal.money import Whole

MINUTES = 60


class Refusal(IntEnum):
    """Why no right is opened; where several hold, the first of them in ``refusal_of``."""

    NONE = 0
    NO_JOB_LOST = 1
    NOT_ENOUGH_WORK = 2
    REGISTERED_TOO_LATE = 3
    RESIGNATION = 4
    REASON_TO_CHECK = 5
    NO_REFERENCE_PAY = 6


class Work(NamedTuple):
    """What was worked in the reference period, which ends with the last contract."""

    age: Whole  # at the end of the contract
    months: Whole  # of the reference period: 24 or 36
    starts: Whole  # first day of the period
    ends: Whole  # last day of the last contract
    jobs: tuple[Span, ...]  # what of each job is inside, in the order of the career
    apart: tuple[Span, ...]  # the same days, none counted twice, in order
    days: Whole  # worked, five a civil week at most
    minutes: Whole
    seasonal: Yes  # every contract of the period is


class Affiliation(NamedTuple):
    """Whether the ordinary threshold is reached, or the shorter one where it holds."""

    ordinary: Yes
    short: Yes


def reference_months(age: Whole, figures: Figures) -> Whole:
    """How many months before the end of the contract are looked at, by the age on that day (art. 3)."""
    law = figures.law
    return either(age >= law.long_reference_age, law.long_reference_months, law.reference_months)


def period_start(ends: Whole, months: Whole) -> Whole:
    """The first day of a period of ``months`` that ends on ``ends``."""
    return plus_months(ends + 1, -months)


def work_of(career: Career, figures: Figures) -> Work:
    """The work of the reference period. Days that two jobs share count once; the time of both counts."""
    ends = contract_end(career)
    age = age_on(ends, career.born)
    months = reference_months(age, figures)
    starts = period_start(ends, months)
    jobs = tuple(within(job.starts, job.ends, starts, ends) for job in career.jobs)
    minutes: Whole = 0
    seasonal: Yes = True
    for job, span in zip(career.jobs, jobs, strict=True):
        minutes = minutes + either(span.days > 0, job.minutes, 0)
        seasonal = seasonal & ((span.days == 0) | (job.seasonal > 0))
    disjoint = tuple(apart(jobs))
    days = working_days(disjoint, figures.law.most_days_in_week)
    return Work(age, months, starts, ends, jobs, disjoint, days, minutes, seasonal & (days > 0))


def affiliation(days: Whole, minutes: Whole, *, shortened: Yes, figures: Figures) -> Affiliation:
    """Which thresholds ``days`` or ``minutes`` reach, whichever is more favourable; ``shortened`` as found below."""
    law = figures.law
    ordinary = (days >= law.affiliation_days) | (minutes >= law.affiliation_hours * MINUTES)
    reached = (days >= law.short_affiliation_days) | (minutes >= law.short_affiliation_hours * MINUTES)
    return Affiliation(ordinary, ordinary | ((shortened > 0) & reached))


def shortened(seasonal: Yes, first_time: Yes, figures: Figures) -> Yes:
    """Whether less work is enough: contracts that are all seasonal (ended since April 2025), or a first right in twenty
    years (since April 2026)."""
    law = figures.law
    return ((seasonal > 0) & law.seasonal_shortened) | ((first_time > 0) & law.first_time_shortened)


def refusal_of(career: Career, work: Work, enough: Yes, figures: Figures) -> Whole:
    """The reason for which no right is opened (``Refusal``), 0 for none.

    Work comes before the reason of the end: a resignation is examined again only of someone who has worked enough.
    """
    reason = career.end_reason
    involuntary = _one_of(reason, INVOLUNTARY)
    late = career.registered > plus_months(work.ends, figures.law.registration_months)
    found = either(involuntary, int(Refusal.NONE), int(Refusal.REASON_TO_CHECK))
    found = either(reason == EndReason.RESIGNATION, int(Refusal.RESIGNATION), found)
    found = either(late, int(Refusal.REGISTERED_TOO_LATE), found)
    found = either(enough, found, int(Refusal.NOT_ENOUGH_WORK))
    return either(days_in(work.apart) == 0, int(Refusal.NO_JOB_LOST), found)


def _one_of(reason: Whole, reasons: Sequence[int]) -> Yes:
    found: Yes = False
    for each in reasons:
        found = found | (reason == each)
    return found

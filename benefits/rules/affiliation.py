"""Has somebody worked enough to open a right, and did they lose their job? Règlement 2024, art. 2 to 4."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from benefits.rules.career import INVOLUNTARY, Career, EndReason, contract_end
from benefits.rules.choice import Yes, either, larger
from benefits.rules.figures import Figures
from benefits.rules.ordinals import age_on, plus_months
from benefits.rules.spans import Span, apart, days_in, within, working_days
from portal.money import Whole, rounded_down

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
    RESIGNED_BEFORE = 7
    CAREER_PROJECT = 8
    SECURITY_CONTRACT = 9
    MAYOTTE = 10


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


class Departure(NamedTuple):
    """The last job left by the person's own will before the last job of all, and the work done since."""

    on: Whole  # its last day, 0 for none
    days: Whole
    minutes: Whole


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


def departure(career: Career, work: Work, figures: Figures) -> Departure:
    """What was worked since the last resignation from another job than the last (art. 4 e).

    The time of a job that was already there counts in proportion to its days since. A job that the person left on the
    same day as they lost the last one is not before it.
    """
    if not any(np.any(job.resigned) for job in career.jobs):
        return Departure(0, 0, 0)
    left: Whole = 0
    for job, inside in zip(career.jobs, work.jobs, strict=True):
        before = (job.resigned > 0) & (inside.days > 0) & (job.ends < work.ends)
        left = larger(left, either(before, job.ends, 0))
    since = [within(span.starts, span.ends, left + 1, work.ends) for span in work.apart]
    minutes: Whole = 0
    for job, inside in zip(career.jobs, work.jobs, strict=True):
        after = within(inside.starts, inside.ends, left + 1, work.ends)
        minutes = minutes + rounded_down(job.minutes * after.days, larger(inside.days, 1))
    days = working_days(since, figures.law.most_days_in_week)
    return Departure(left, either(left > 0, days, 0), either(left > 0, minutes, 0))


def still_counts(left: Departure, figures: Figures) -> Yes:
    """Whether there was a resignation, and not enough work since for it to be forgotten."""
    law = figures.law
    too_short = (left.days < law.resigned_since_days) & (left.minutes < law.resigned_since_hours * MINUTES)
    return (left.on > 0) & too_short


def project_days(career: Career, work: Work, figures: Figures) -> Whole:
    """The days worked in the months that the law looks at before a resignation for a career project; 0 for anyone else."""
    concerned = career.end_reason == EndReason.CAREER_PROJECT
    if not np.any(concerned):
        return 0
    starts = period_start(work.ends, figures.law.project_months)
    jobs = apart([within(job.starts, job.ends, starts, work.ends) for job in career.jobs])
    return either(concerned, working_days(jobs, figures.law.most_days_in_week), 0)


def refusal_of(career: Career, work: Work, left: Departure, enough: Yes, figures: Figures) -> Whole:
    """The reason for which no right is opened (``Refusal``), 0 for none.

    Work comes before the reason of the end: a resignation is examined again only of someone who has worked enough.
    """
    law, reason = figures.law, career.end_reason
    involuntary = _one_of(reason, INVOLUNTARY)
    late = career.registered > plus_months(work.ends, law.registration_months)
    found = either(involuntary, int(Refusal.NONE), int(Refusal.REASON_TO_CHECK))
    found = either(involuntary & still_counts(left, figures), int(Refusal.RESIGNED_BEFORE), found)
    worked = project_days(career, work, figures)
    project = either(
        (law.project_days > 0) & (worked >= law.project_days), int(Refusal.NONE), int(Refusal.CAREER_PROJECT)
    )
    found = either(reason == EndReason.CAREER_PROJECT, project, found)
    found = either(reason == EndReason.SECURITY_CONTRACT, int(Refusal.SECURITY_CONTRACT), found)
    found = either(reason == EndReason.RESIGNATION, int(Refusal.RESIGNATION), found)
    found = either(late, int(Refusal.REGISTERED_TOO_LATE), found)
    found = either(enough, found, int(Refusal.NOT_ENOUGH_WORK))
    found = either(career.mayotte > 0, int(Refusal.MAYOTTE), found)
    return either(days_in(work.apart) == 0, int(Refusal.NO_JOB_LOST), found)


def _one_of(reason: Whole, reasons: Sequence[int]) -> Yes:
    found: Yes = False
    for each in reasons:
        found = found | (reason == each)
    return found

"""From a career to the right that it opens: the order in which the rules apply, for one person or an array of people.

The simulation, the decision on a claim and the command line call the same function. The right in prose, with worked
cents, is docs/rules/rights.md.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from benefits.rules import degressivity
from benefits.rules.affiliation import Refusal, Work, affiliation, departure, refusal_of, shortened, work_of
from benefits.rules.by_month import in_days_of
from benefits.rules.career import Career, EndReason, Job, Pause, contract_end
from benefits.rules.choice import Yes, either, larger, smaller
from benefits.rules.daily_allowance import FULL_TIME
from benefits.rules.duration import duration
from benefits.rules.figures import Figures, UnknownFigures, changes, figures_on, known_through
from benefits.rules.in_force import daily_on, revalued
from benefits.rules.pricing import SLICE
from benefits.rules.reference_wage import ReferenceWage, reference_wage
from benefits.rules.rights_lines import explain_rights
from benefits.rules.waiting import holiday_deferral, recent_indemnities, specific_deferral, waiting_days, waiting_starts
from portal.money import Whole, nearest, rounded_down

__all__ = [
    "ORDINALS",
    "Refusal",
    "Rights",
    "as_facts",
    "explain_rights",
    "figures_of",
    "find_all_rights",
    "find_rights",
    "rights_of",
]

ORDINALS = ("reference_starts", "first_payable", "contract_end", "examined_again_on", "resigned_on")
"""The figures of ``Rights`` that are days of the calendar; 0 where there is none."""

LEGAL_MINUTES = "legal_monthly_minutes"

Columns: TypeAlias = "np.ndarray[Any, Any]"


class Rights(NamedTuple):
    """Every figure on the way to the right, in the order found. All are arrays of ``int64`` for an array of careers.

    Days are ordinals, money cents. What a refused right would have paid, lasted or waited for is 0.
    """

    eligible: Whole  # 1 or 0
    refusal: Whole  # Refusal
    reference_months: Whole
    reference_starts: Whole
    worked_days: Whole
    worked_minutes: Whole
    employment_days: Whole
    idle_days: Whole
    idle_days_counted: Whole
    counted_days: Whole
    reference_pay: Whole
    sjr: Whole
    daily: Whole
    reduced_daily: Whole
    full_rate_days: Whole
    days: Whole
    specific_deferral: Whole
    holiday_deferral: Whole
    waiting_days: Whole
    first_payable: Whole
    contract_end: Whole
    age: Whole  # at the end of the contract
    part_time: Whole  # hours worked over legal hours, per 10,000
    neutral_days: Whole  # interruptions left out of the count
    extension_days: Whole  # that may be asked for at the end, after an agreed termination from 55
    examined_again_on: Whole  # refused for a resignation: from this day the refusal can be looked at again
    resigned_on: Whole  # last day of another job that the person left before, 0 for none
    days_since_resigned: Whole
    minutes_since_resigned: Whole


class _Opened(NamedTuple):
    """The figures of ``Rights`` that a refused right does not have."""

    daily: Whole
    reduced_daily: Whole
    full_rate_days: Whole
    days: Whole
    specific_deferral: Whole
    holiday_deferral: Whole
    waiting_days: Whole
    first_payable: Whole
    extension_days: Whole


def figures_of(career: Career) -> Figures:
    """The figures that hold for one career: those of the end of its last contract."""
    return figures_on(date.fromordinal(contract_end(career)))


def as_facts(rights: Rights) -> dict[str, int | str | None]:
    """The right of one person by name, for a JSON column or answer: days as ISO dates (None for no day), the refusal by
    its name, the rest as whole numbers."""
    figures = {name: int(figure) for name, figure in rights._asdict().items()}
    days = {name: date.fromordinal(figures[name]).isoformat() if figures[name] else None for name in ORDINALS}
    return {**figures, **days, "refusal": Refusal(rights.refusal).name.lower()}


def rights_of(career: Career) -> Rights:
    """The right of one person, under the law of the end of the contract. Refuses (``UnknownFigures``) an end before
    October 2017, or later than the figures known."""
    return find_rights(career, figures_of(career))


def find_rights(career: Career, figures: Figures) -> Rights:
    """What ``career`` opens under ``figures``, which must be those of its contract end."""
    work = work_of(career, figures)
    less = shortened(work.seasonal, career.first_time, figures)
    reached = affiliation(work.days, work.minutes, shortened=less, figures=figures)
    wage = reference_wage(career, work, figures)
    left = departure(career, work, figures)
    refused = refusal_of(career, work, left, reached.short, figures)
    refused = either((refused == Refusal.NONE) & (wage.sjr == 0), int(Refusal.NO_REFERENCE_PAY), refused)
    eligible = refused == Refusal.NONE

    sjr = revalued(wage.sjr, work.ends, career.registered, figures)
    part_time = _part_time(career, work, wage)
    short = reached.ordinary == 0
    opened = _Opened(
        *(either(eligible, found, 0) for found in _open(career, work, wage, sjr, part_time, short, figures))
    )
    again = larger(work.ends + 1, career.registered) + figures.law.examined_again_after
    resigned: Yes = (refused == Refusal.RESIGNATION) | (refused == Refusal.RESIGNED_BEFORE)
    rights = Rights(
        eligible=either(eligible, 1, 0),
        refusal=refused,
        reference_months=work.months,
        reference_starts=work.starts,
        worked_days=work.days,
        worked_minutes=work.minutes,
        employment_days=wage.employment_days,
        idle_days=wage.idle_days,
        idle_days_counted=wage.idle_days_counted,
        counted_days=wage.counted_days,
        reference_pay=wage.pay,
        sjr=sjr,
        **opened._asdict(),
        contract_end=work.ends,
        age=work.age,
        part_time=part_time,
        neutral_days=wage.neutral_days,
        examined_again_on=either(resigned, again, 0),
        resigned_on=left.on,
        days_since_resigned=left.days,
        minutes_since_resigned=left.minutes,
    )
    for_many = any(isinstance(figure, np.ndarray) for figure in rights)
    return Rights(*np.broadcast_arrays(*rights)) if for_many else rights


def find_all_rights(careers: Career) -> Rights:
    """The rights of an array of careers, each under the law of its own contract end.

    Careers whose ends fall between the same two changes of the law are worked out together. Refuses
    (``UnknownFigures``) the whole array when one of them ends before October 2017 or after the last figures known.
    """
    ends: Columns = np.atleast_1d(contract_end(careers))
    known = changes()
    since = np.array([figures.since.toordinal() for figures in known], dtype=np.int64)
    rows: Columns = np.searchsorted(since, ends, side="right") - 1
    if len(ends) and (rows.min() < 0 or ends.max() > known_through().toordinal()):
        raise UnknownFigures(f"Rights are worked out for contracts that end by {known_through()}.")
    found = np.empty((len(Rights._fields), len(ends)), dtype=np.int64)
    order = np.argsort(rows, kind="stable")
    bounds = np.searchsorted(rows[order], np.arange(len(known) + 1))
    for row, figures in enumerate(known):
        for start in range(bounds[row], bounds[row + 1], SLICE):
            who = order[start : min(start + SLICE, bounds[row + 1])]
            for column, figure in zip(found, find_rights(_taken(careers, who), figures), strict=True):
                column[who] = figure
    return Rights(*found)


def _part_time(career: Career, work: Work, wage: ReferenceWage) -> Whole:
    """Hours worked over the legal hours of the same days, per 10,000, to the hundredth, at most 1 (art. 15).

    The legal hours are those of the months with a job, less the interruptions. A job without hours is full time.
    """
    covered = larger(wage.employment_days + wage.neutral_days, 1)
    minutes, legal = work.minutes, 0
    for job, span in zip(career.jobs, work.jobs, strict=True):
        untold = either(job.minutes == 0, in_days_of(span, LEGAL_MINUTES), 0)
        minutes = minutes + rounded_down(untold * wage.employment_days, covered)
    for span in work.apart:
        legal = legal + in_days_of(span, LEGAL_MINUTES)
    legal = larger(rounded_down(legal * wage.employment_days, covered), 1)
    return smaller(nearest(100 * minutes, legal) * (FULL_TIME // 100), FULL_TIME)


def _open(
    career: Career, work: Work, wage: ReferenceWage, sjr: Whole, part_time: Whole, short: Yes, figures: Figures
) -> _Opened:
    """What the right pays, how long it lasts, and the days to wait before it."""
    supra_legal, indemnity = recent_indemnities(career, work.ends, figures)
    economic: Yes = (career.economic > 0) | (career.end_reason == EndReason.ECONOMIC_DISMISSAL)
    specific = specific_deferral(supra_legal, figures, economic=economic)
    holiday = holiday_deferral(indemnity, sjr, figures)
    starts = waiting_starts(work.ends, specific + holiday, career.registered, figures)
    waiting = waiting_days(starts, career.waited_until, figures)
    daily = daily_on(starts + waiting, sjr, part_time, figures).amount
    lasts = duration(
        wage.counted_days,
        work.age,
        short=short,
        end_reason=career.end_reason,
        overseas=career.overseas,
        figures=figures,
    )
    return _Opened(
        daily=daily,
        reduced_daily=degressivity.reduced_daily(daily, work.age, figures),
        full_rate_days=degressivity.full_rate_days_left(daily, work.age, 0, figures),
        days=lasts.days,
        specific_deferral=specific,
        holiday_deferral=holiday,
        waiting_days=waiting,
        first_payable=starts + waiting,
        extension_days=lasts.extension,
    )


def _taken(careers: Career, who: Columns) -> Career:
    """The careers numbered ``who``; what is one number for everyone stays so."""

    def some(fact: Whole) -> Whole:
        return fact[who] if isinstance(fact, np.ndarray) else fact

    jobs = tuple(Job(*map(some, job)) for job in careers.jobs)
    pauses = tuple(Pause(*map(some, pause)) for pause in careers.pauses)
    return Career(jobs, pauses, *map(some, careers[2:]))

"""A working life, as the law of opening a right reads it: jobs, interruptions, birth, registration, how the last job ended.

``Career`` holds numbers only (days as ordinals, cents, minutes), for one person or, as columns, for an array of people.
``career_from`` makes one from what a person, an employer's certificate or a stored row says.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import IntEnum
from typing import NamedTuple, Protocol

from benefits.rules.choice import either, larger
from portal.money import Whole


class EndReason(IntEnum):
    """How the last job ended. The names are those of the registration, in capitals."""

    DISMISSAL = 1
    ECONOMIC_DISMISSAL = 2
    END_OF_FIXED_TERM = 3
    AGREED_TERMINATION = 4
    END_OF_TRIAL = 5
    LEGITIMATE_RESIGNATION = 6
    RESIGNATION = 7
    STILL_WORKING = 8
    OTHER = 9
    CAREER_PROJECT = 10
    SECURITY_CONTRACT = 11


INVOLUNTARY = (
    EndReason.DISMISSAL,
    EndReason.ECONOMIC_DISMISSAL,
    EndReason.END_OF_FIXED_TERM,
    EndReason.AGREED_TERMINATION,
    EndReason.END_OF_TRIAL,
    EndReason.LEGITIMATE_RESIGNATION,
)
NEUTRAL_PAUSES = ("sick_leave", "maternity", "work_accident", "training")
"""The kinds of interruption that the law leaves out of the count (art. 11 and 12); others are days like any other."""
COUNTED_PAUSES = ("parental_leave", "other")
SICK_LEAVE = "sick_leave"


class Job(NamedTuple):
    """One job. In an array, a job that ends before it starts is not there.

    Pay and time are those of the days inside the reference period, without what art. 12 excludes (the indemnities below
    stand apart) nor what was paid during a ``Pause``.
    """

    starts: Whole
    ends: Whole
    gross: Whole  # cents
    minutes: Whole
    seasonal: Whole = 0
    holiday_indemnity: Whole = 0  # cents, holiday not taken (ICCP)
    supra_legal: Whole = 0  # cents, paid at the end of the contract beyond what the law requires
    resigned: Whole = 0  # left by the person's own will, without a reason that the law admits


class Pause(NamedTuple):
    """Days that do not count, nor what was paid for them. A sick leave only when it is long enough."""

    starts: Whole
    ends: Whole
    sick: Whole = 1


class Career(NamedTuple):
    """Days are ordinals. Each fact is an ``int`` or an ``int64`` array."""

    jobs: tuple[Job, ...]
    pauses: tuple[Pause, ...]
    born: Whole
    registered: Whole
    end_reason: Whole  # EndReason of the job that ended last
    economic: Whole = 0
    first_time: Whole = 0  # no right opened in the last twenty years
    overseas: Whole = 0
    waited_until: Whole = 0  # last day of a waiting time already applied, 0 for none
    mayotte: Whole = 0  # where insurance has rules of its own


class ToldJob(Protocol):
    """What is told of a job: an answer of the registration, its stored row, an employer's certificate."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def gross_cents(self) -> int: ...
    @property
    def minutes(self) -> int: ...
    @property
    def end_reason(self) -> str: ...
    @property
    def seasonal(self) -> bool: ...
    @property
    def holiday_indemnity_cents(self) -> int: ...
    @property
    def termination_indemnity_cents(self) -> int: ...


class ToldPause(Protocol):
    """What is told of an interruption: its kind (``sick_leave``, ``maternity``…) and its two days, both included."""

    @property
    def kind(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


def career_from(
    *,
    born_on: date,
    registered_on: date,
    jobs: Iterable[ToldJob],
    pauses: Iterable[ToldPause] = (),
    first_time: bool = False,
    overseas: bool = False,
    waited_until: date | None = None,
    mayotte: bool = False,
) -> Career:
    """The career of one person. The order of the jobs does not matter.

    A job that has not ended is kept, not lost: it opens nothing and its pay is not counted. The reason is that of the
    job that ended last; of two that ended together, the one that opens a right. Refuses (``ValueError``) a job or an
    interruption that ends before it starts, a negative amount, an unknown reason or kind, a birth after the registration.
    """
    if born_on > registered_on:
        raise ValueError(f"Someone born on {born_on} cannot have registered on {registered_on}.")
    ended = [(job, _reason(job)) for job in jobs if job.ends_on is not None]
    lost = [(_job(job, reason), reason) for job, reason in ended if reason != EndReason.STILL_WORKING]
    latest = max(((job.ends, reason in INVOLUNTARY, -reason) for job, reason in lost), default=None)
    reason = EndReason(-latest[2]) if latest else EndReason.STILL_WORKING
    return Career(
        jobs=tuple(job for job, _ in lost),
        pauses=tuple(_pause(pause) for pause in pauses if _is_neutral(pause)),
        born=born_on.toordinal(),
        registered=registered_on.toordinal(),
        end_reason=int(reason),
        economic=int(reason == EndReason.ECONOMIC_DISMISSAL),
        first_time=int(first_time),
        overseas=int(overseas),
        waited_until=waited_until.toordinal() if waited_until else 0,
        mayotte=int(mayotte),
    )


def contract_end(career: Career) -> Whole:
    """The last day of the job that ended last; the day of the registration for someone who lost no job."""
    latest: Whole = 0
    for job in career.jobs:
        latest = larger(latest, either(job.ends >= job.starts, job.ends, 0))
    return either(latest > 0, latest, career.registered)


def _reason(job: ToldJob) -> EndReason:
    try:
        return EndReason[job.end_reason.upper()]
    except KeyError:
        known = ", ".join(reason.name.lower() for reason in EndReason)
        raise ValueError(f"The end reason {job.end_reason!r} is not one of: {known}.") from None


def _job(told: ToldJob, reason: EndReason) -> Job:
    amounts = (told.gross_cents, told.minutes, told.holiday_indemnity_cents, told.termination_indemnity_cents)
    if min(amounts) < 0:
        raise ValueError("The pay, the time and the indemnities of a job cannot be negative.")
    if told.ends_on is None or told.ends_on < told.starts_on:
        raise ValueError(f"A job that starts on {told.starts_on} cannot end on {told.ends_on}.")
    return Job(
        starts=told.starts_on.toordinal(),
        ends=told.ends_on.toordinal(),
        gross=told.gross_cents,
        minutes=told.minutes,
        seasonal=int(told.seasonal),
        holiday_indemnity=told.holiday_indemnity_cents,
        supra_legal=told.termination_indemnity_cents,
        resigned=int(reason == EndReason.RESIGNATION),
    )


def _is_neutral(told: ToldPause) -> bool:
    if told.kind not in NEUTRAL_PAUSES + COUNTED_PAUSES:
        known = ", ".join(NEUTRAL_PAUSES + COUNTED_PAUSES)
        raise ValueError(f"The interruption {told.kind!r} is not one of: {known}.")
    return told.kind in NEUTRAL_PAUSES


def _pause(told: ToldPause) -> Pause:
    if told.ends_on < told.starts_on:
        raise ValueError(f"An interruption that starts on {told.starts_on} cannot end on {told.ends_on}.")
    return Pause(told.starts_on.toordinal(), told.ends_on.toordinal(), int(told.kind == SICK_LEAVE))

"""The ladder: which message leaves on which day, for whom, by which road, and when it is no longer worth sending.

Days count from the opening day (``OPENS``) or from the last day of the window (``CLOSES``); hours are Europe/Paris.  Only dates go
in and instants come out: no clock, no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from portal.clock import PARIS, day_of
from portal.notifications.rules import quiet
from seekers.declarations.calendar import last_day

OPENS, CLOSES = "opens", "closes"
SMS, EMAIL = "sms", "email"
PREFERRED = None
"""The channel that each person prefers."""


class Cohort(Enum):
    """Who is written to, by what is true at the moment of sending; all owe the month and have not filed it."""

    EVERYONE = "everyone"
    AT_RISK = "at_risk"
    """Used to the agency or the telephone, not at ease online, or missed last month."""
    SALARIED = "salaried"
    """Declared at least one employer last month, and has not begun."""
    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    """Begun, not sent."""


class Calls(Enum):
    """Whom an advisor should call beside the message."""

    ONLY_IF_UNREACHABLE = "unreachable"
    AT_RISK = "at_risk"


@dataclass(frozen=True, slots=True)
class Step:
    code: str
    anchor: str
    days: int
    hour: int
    cohort: Cohort
    channels: tuple[str, ...] | None
    calls: Calls = Calls.ONLY_IF_UNREACHABLE
    useful_for: timedelta = timedelta(hours=24)
    """After an outage that lasted longer, the step is skipped: a burst of stale messages helps nobody."""

    brought_forward: bool = False
    """Falling on a Sunday or a public holiday, it leaves the day before; the others wait for the end of the silence."""

    def starts_at(self, dates: Dates) -> datetime:
        """The UTC instant of this step in a month whose window has these days."""
        day = (dates.opens_on if self.anchor == OPENS else dates.closes_on) + timedelta(days=self.days)
        while self.brought_forward and quiet.is_silent_day(day):
            day -= timedelta(days=1)
        return datetime.combine(day, time(self.hour), tzinfo=PARIS).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Dates:
    """The first and the last day of a window, both included, and the UTC instant (exclusive) at which it closes in Paris."""

    opens_on: date
    closes_on: date
    closes_at: datetime

    @classmethod
    def between(cls, opens_at: datetime, closes_at: datetime) -> Dates:
        return cls(day_of(opens_at), last_day(closes_at), closes_at)


LADDER: tuple[Step, ...] = (
    Step("heads_up", OPENS, -3, 10, Cohort.AT_RISK, (SMS,), Calls.AT_RISK),
    Step("opening", OPENS, 0, 9, Cohort.EVERYONE, PREFERRED, useful_for=timedelta(hours=72)),
    Step(
        "have_ready", CLOSES, -12, 10, Cohort.SALARIED, (EMAIL,), useful_for=timedelta(hours=48), brought_forward=True
    ),
    Step("draft_begun", CLOSES, -9, 10, Cohort.DRAFT, (SMS,), brought_forward=True),
    Step("not_begun", CLOSES, -8, 10, Cohort.NOT_BEGUN, (SMS,), brought_forward=True),
    Step("draft_waiting", CLOSES, -4, 10, Cohort.DRAFT, (SMS,), brought_forward=True),
    Step("still_not_begun", CLOSES, -4, 10, Cohort.NOT_BEGUN, (EMAIL, SMS), brought_forward=True),
    Step("three_days", CLOSES, -2, 10, Cohort.EVERYONE, (SMS,), Calls.AT_RISK, brought_forward=True),
    Step("eve", CLOSES, -1, 10, Cohort.EVERYONE, (SMS,)),
    Step("last_day", CLOSES, 0, 9, Cohort.EVERYONE, (SMS,), Calls.AT_RISK, useful_for=timedelta(hours=11)),
)
GUARD_HOUR = 20
"""On the last day, at this hour, somebody looks whether the reminders arrived."""
OVERTAKEN_BY = timedelta(hours=2)


def step_of(code: str) -> Step:
    """Refuses (``KeyError``) a code that is not on the ladder."""
    return _BY_CODE[code]


def useful_until(step: Step, dates: Dates) -> datetime:
    """From this UTC instant on, the step is not begun any more, and what is left of it is dropped.

    The end of its own usefulness, two hours before the next step for the same people, or the closing: whichever comes first.
    """
    ends = [step.starts_at(dates) + step.useful_for, dates.closes_at]
    ends += [
        later.starts_at(dates) - OVERTAKEN_BY
        for later in LADDER
        if _same_people(step, later) and later.starts_at(dates) > step.starts_at(dates)
    ]
    return min(ends)


def due(dates: Dates, now: datetime) -> list[Step]:
    """The steps whose time has come, whether still useful or not, in order."""
    return [step for step in LADDER if step.starts_at(dates) <= now]


def guard_at(dates: Dates) -> datetime:
    """When the arrival of the month's reminders is checked (UTC)."""
    return datetime.combine(dates.closes_on, time(GUARD_HOUR), tzinfo=PARIS).astimezone(UTC)


def next_call_after(step: Step, dates: Dates) -> datetime:
    """Until when a call asked by ``step`` is useful: the next step that asks for calls, or the closing (UTC)."""
    later = [
        other.starts_at(dates)
        for other in LADDER
        if other.calls is Calls.AT_RISK and other.starts_at(dates) > step.starts_at(dates)
    ]
    return min([*later, dates.closes_at])


def _same_people(step: Step, later: Step) -> bool:
    return later.cohort in (step.cohort, Cohort.EVERYONE)


_BY_CODE = {step.code: step for step in LADDER}

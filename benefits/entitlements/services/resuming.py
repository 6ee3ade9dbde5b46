"""Taking up again a right that has days left (reprise, art. 26): until when, from which day, and what keeps it closed."""

from __future__ import annotations

from datetime import date

from benefits.entitlements.models import Entitlement, State
from benefits.rules import ordinals, waiting
from benefits.rules.affiliation import MINUTES, work_of
from benefits.rules.career import Career, contract_end
from benefits.rules.explanation import CENTS, DATE, DAYS, Line
from benefits.rules.figures import Figures
from benefits.rules.resumption import left_on
from benefits.rules.rights import figures_of

RESUMED_WITHIN_MONTHS = 36
"""Beside its own length: how long a right that was not used up can be taken up again."""
SOURCE = "Règlement d’assurance chômage, art. 26"


def can_resume(right: Entitlement, on: date) -> bool:
    """Are days left, and is it not too late to take them up?  Its own length, and three years more."""
    if right.days_left == 0 or right.state not in (State.OPEN, State.SUSPENDED):
        return False
    until = ordinals.plus_months(right.opened_on.toordinal(), RESUMED_WITHIN_MONTHS) + right.days_total
    return on.toordinal() <= until


def taken_up_on(career: Career, previous: Entitlement) -> date:
    """The first day paid again: after the deferrals of the work done since, if any (art. 21 and 22)."""
    if not career.jobs:
        return date.fromordinal(int(career.registered))
    figures, ends = figures_of(career), contract_end(career)
    supra_legal, indemnity = waiting.recent_indemnities(career, ends, figures)
    deferred = waiting.specific_deferral(supra_legal, figures, economic=career.economic) + waiting.holiday_deferral(
        indemnity, previous.sjr_cents, figures
    )
    starts = waiting.waiting_starts(ends, deferred, career.registered, figures)
    return date.fromordinal(int(starts + waiting.waiting_days(starts, career.waited_until, figures)))


def resumed_lines(previous: Entitlement, career: Career, figures: Figures) -> list[Line]:
    """How many days go on, at how much; and that a short job which the person left does not count, when there is one."""
    inputs = {"opened_on": previous.opened_on.toordinal(), "total": previous.days_total}
    lines = [
        Line("resumed_days", inputs, previous.days_left, DAYS, SOURCE),
        Line("resumed_daily", {"daily_cents": previous.daily_cents}, previous.daily_cents, CENTS, SOURCE),
    ]
    work = work_of(career, figures)
    left = left_on(career, work, figures)
    if left:
        inputs = {"left_on": int(left), "needed": figures.law.resigned_since_days}
        lines.append(Line("resumed_although_left", inputs, int(work.days), DAYS, SOURCE))
    return lines


def barred_line(previous: Entitlement, career: Career, figures: Figures) -> Line:
    """Why the days left wait, and from when they may be asked for again."""
    work, law = work_of(career, figures), figures.law
    again = max(int(work.ends) + 1, int(career.registered)) + law.examined_again_after
    inputs = {
        "left_on": int(left_on(career, work, figures)),
        "left": previous.days_left,
        "worked": int(work.days),
        "hours": int(work.minutes) // MINUTES,
        "needed": law.resigned_since_days,
        "needed_hours": law.resigned_since_hours,
        "days": law.examined_again_after,
    }
    return Line("resumption_barred", inputs, again, DATE, SOURCE)

"""A portfolio as its page shows it: one line a person, with how their month stands said in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.portfolios.models import Assignment, MonthState
from benefits.payments.models import PaymentState
from portal import clock
from portal.months import Month
from portal.web.templatetags.words import day, euros
from seekers.declarations import deadlines, services
from seekers.declarations.forms import named
from seekers.declarations.models import Window
from seekers.profiles.models import Seeker

SOON = timedelta(days=3)
TONES = {
    MonthState.MISSED: "error",
    MonthState.TO_DO: "neutral",
    MonthState.DRAFT: "info",
    MonthState.CEASED: "neutral",
    MonthState.NOT_DUE: "neutral",
    MonthState.DECLARED: "success",
}
WAITS = frozenset({MonthState.TO_DO, MonthState.DRAFT})
"""Something can still be sent by the person."""


def window_in_hand(now: datetime) -> Window:
    """The window that advisors work on: the last one that has opened in Paris, whether it has closed or not."""
    this_month = Month.of(clock.day_of(now))
    window = services.find_window(this_month)
    return window if now >= window.opens_at else services.find_window(this_month.previous)


@dataclass(frozen=True, slots=True)
class MonthWords:
    """How a person's month stands: a badge, its tone, and the sentence beside it."""

    state: MonthState
    label: str
    tone: str
    detail: str
    urgent: str = ""
    """Said in words when the window closes within three days and nothing was sent."""


@dataclass(frozen=True, slots=True)
class Line:
    seeker: Seeker
    level: str
    month: MonthWords
    payment: str
    call_score: int | None
    may_declare: bool


def lines_of(rows: list[Assignment], window: Window, now: datetime) -> list[Line]:
    """One line a row of ``with_month``, ``with_calls`` and ``with_payment``.  Asks the database nothing."""
    return [_line(row, window, now) for row in rows]


def _line(row: Any, window: Window, now: datetime) -> Line:
    with timezone.override(row.seeker.timezone):
        words = month_words(row, window, now)
        return Line(
            seeker=row.seeker,
            level=row.get_level_display(),
            month=words,
            payment=_payment(row),
            call_score=row.call_score,
            may_declare=words.state in WAITS or words.state == MonthState.MISSED,
        )


def month_words(row: Any, window: Window, now: datetime) -> MonthWords:
    """``row`` of ``AssignmentQuerySet.with_month``; in the current time zone."""
    state = MonthState(row.month_state)
    closes_at = services.closes_at(window, row.seeker.zone)
    left, tone, urgent = deadlines.left(closes_at, now), TONES[state], ""
    if state in WAITS and left and closes_at - now <= SOON:
        tone, urgent = "warning", _("Bientôt clos : %(left)s") % {"left": left}
    detail = {
        MonthState.DECLARED: lambda: _("le %(day)s") % {"day": day(row.filed_at)},
        MonthState.DRAFT: lambda: _("depuis le %(day)s") % {"day": day(row.draft_saved_at)},
        MonthState.TO_DO: lambda: "" if urgent else left,
        MonthState.NOT_DUE: lambda: _("inscription le %(day)s") % {"day": day(row.registered_on)},
        MonthState.CEASED: lambda: _ended(row),
        MonthState.MISSED: lambda: _ended(row),
    }[state]()
    return MonthWords(state, str(state.label), tone, detail, urgent)


def _ended(row: Any) -> str:
    return _("inscription finie le %(day)s") % {"day": day(row.ceased_on)} if row.ceased_on else ""


def _payment(row: Any) -> str:
    """The last payment in a few words; empty when there has been none."""
    if row.payment_month is None:
        return ""
    words = _("%(month)s : %(state)s") % {
        "month": named(row.payment_month).capitalize(),
        "state": str(PaymentState(row.payment_state).label).lower(),
    }
    return f"{words}, {euros(row.payment_cents)}" if row.payment_cents else words

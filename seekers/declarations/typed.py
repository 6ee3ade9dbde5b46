"""The pages of a month as a browser posts them (``portal.web.typed``), made from answers and kept as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.web import typed as typed_pages
from portal.web.typed import Rows, Typed
from seekers.declarations.answers import QUESTIONS, Answers, Employer
from seekers.declarations.rules import MOST_EMPLOYERS, MOST_SPANS, SPAN_KINDS

EMPLOYERS = Rows("employers", ("name", "time_hours", "time_minutes", "pay", "estimated", "ended"), MOST_EMPLOYERS)
ROWS = {"employers": EMPLOYERS} | {kind: Rows(kind, ("starts_on", "ends_on"), MOST_SPANS) for kind in SPAN_KINDS}
END_FIELDS = ("end-choice", "end-end_reason", "end-ends_on")


def yes_no(value: bool | None) -> list[str]:
    return [] if value is None else ["yes" if value else "no"]


def month_page(answers: Answers) -> Typed:
    """Step 1 as it would have been posted.  What is not answered is absent."""
    said = {name: yes_no(getattr(answers, name)) for name in (*QUESTIONS, "still_looking")}
    return {name: words for name, words in said.items() if words}


def details_page(answers: Answers, carried: tuple[Employer, ...] = ()) -> Typed:
    """Step 2 as it would have been posted; ``carried`` (last month's employers) give their names, never an amount."""
    rows = [_employer(each) for each in answers.employers] or [{"name": [each.name]} for each in carried]
    typed = EMPLOYERS.written(rows)
    for kind in SPAN_KINDS:
        days = [_days(each.starts_on, each.ends_on) for each in answers.days_of(kind)]
        typed |= ROWS[kind].written(days)
    if answers.end_confirmed:
        typed["end-choice"] = ["end"]
    if answers.end_reason:
        typed["end-end_reason"] = [answers.end_reason]
    if answers.ends_on:
        typed["end-ends_on"] = [answers.ends_on.isoformat()]
    return typed


def kept(posted: Mapping[str, Any]) -> Typed:
    """What a draft keeps of a posted step 2: our own fields, cut to a reasonable length, and no more rows than fit."""
    typed = typed_pages.kept(posted, END_FIELDS)
    for rows in ROWS.values():
        typed |= rows.kept(posted)
    return typed


def changed(posted: Mapping[str, Any], action: str, where: str) -> Typed:
    """Step 2 as posted, with a row more (``add``, ``employers``) or less (``remove``, ``employers:2``)."""
    return typed_pages.changed(kept(posted), ROWS, action, where)


def _employer(employer: Employer) -> Typed:
    hours, minutes = divmod(employer.minutes, 60)
    euros, cents = divmod(employer.gross_cents, 100)
    row = {
        "name": [employer.name],
        "time_hours": [str(hours)],
        "time_minutes": [f"{minutes:02d}"],
        "pay": [f"{euros},{cents:02d}"],
        "ended": yes_no(employer.ended),
    }
    return row | ({"estimated": ["on"]} if employer.estimated else {})


def _days(starts_on: date, ends_on: date | None) -> Typed:
    return {"starts_on": [starts_on.isoformat()], "ends_on": [ends_on.isoformat() if ends_on else ""]}

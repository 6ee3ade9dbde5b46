"""Form data as a browser posts it, flat: made from answers, grown and shrunk by a row, kept as it was typed.

Everything a page of the journey shows is such data, wherever it comes from, so that what a person typed comes back letter for
letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from seekers.declarations.answers import QUESTIONS, Answers, Employer
from seekers.declarations.rules import MOST_EMPLOYERS, MOST_SPANS, SPAN_KINDS

Typed = dict[str, list[str]]

EMPLOYER_FIELDS = ("name", "time_hours", "time_minutes", "pay", "estimated", "ended")
DAYS_FIELDS = ("starts_on", "ends_on")
END_FIELDS = ("choice", "end_reason", "ends_on")
LONGEST = 300
"""Letters kept of one field: more than any answer needs."""


def yes_no(value: bool | None) -> list[str]:
    return [] if value is None else ["yes" if value else "no"]


def month_page(answers: Answers) -> Typed:
    """Step 1 as it would have been posted.  What is not answered is absent."""
    said = {name: yes_no(getattr(answers, name)) for name in (*QUESTIONS, "still_looking")}
    return {name: words for name, words in said.items() if words}


def details_page(answers: Answers, carried: tuple[Employer, ...] = ()) -> Typed:
    """Step 2 as it would have been posted; ``carried`` (last month's employers) give their names, never an amount."""
    rows = [_employer(each) for each in answers.employers] or [{"name": [each.name]} for each in carried]
    typed = _rows("employers", rows or [{}])
    for kind in SPAN_KINDS:
        days = [_days(each.starts_on, each.ends_on) for each in answers.days_of(kind)]
        typed |= _rows(kind, days or [{}])
    if answers.end_confirmed:
        typed["end-choice"] = ["end"]
    if answers.end_reason:
        typed["end-end_reason"] = [answers.end_reason]
    if answers.ends_on:
        typed["end-ends_on"] = [answers.ends_on.isoformat()]
    return typed


def kept(posted: Mapping[str, Any]) -> Typed:
    """What a draft keeps of a posted step 2: our own fields, cut to a reasonable length, and no more rows than fit."""
    typed: Typed = {}
    for prefix in ("employers", *SPAN_KINDS):
        rows = [_row(posted, prefix, index) for index in range(count(posted, prefix))]
        typed |= _rows(prefix, rows)
    for name in END_FIELDS:
        typed |= _words(posted, f"end-{name}", f"end-{name}")
    return typed


def changed(posted: Mapping[str, Any], action: str, where: str) -> Typed:
    """What was posted, kept, with a row more (``add``, ``employers``) or less (``remove``, ``employers:2``); a button that we
    did not make changes nothing."""
    typed = kept(posted)
    prefix, _colon, row = where.partition(":")
    if prefix not in ("employers", *SPAN_KINDS):
        return typed
    if action == "add":
        return with_row(typed, prefix)
    return without_row(typed, prefix, int(row[:4])) if row.isascii() and row.isdigit() else typed


def with_row(typed: Typed, prefix: str) -> Typed:
    """One more blank row, while there is room."""
    return typed | _total(prefix, min(count(typed, prefix) + 1, most(prefix)))


def without_row(typed: Typed, prefix: str, gone: int) -> Typed:
    """The same without row ``gone``; the rows below move up, and one blank row always remains."""
    rows = [_row(typed, prefix, index) for index in range(count(typed, prefix)) if index != gone]
    others = {name: words for name, words in typed.items() if not name.startswith(f"{prefix}-")}
    return others | _rows(prefix, rows or [{}])


def count(typed: Mapping[str, Any], prefix: str) -> int:
    """How many rows; whatever a stranger wrote there, between 0 and ``most``."""
    written = _first(typed, f"{prefix}-TOTAL_FORMS")
    return min(int(written), most(prefix)) if written.isascii() and written.isdigit() and len(written) < 5 else 0


def most(prefix: str) -> int:
    """How many rows there can be."""
    return MOST_EMPLOYERS if prefix == "employers" else MOST_SPANS


def as_posted(typed: Typed) -> QueryDict:
    """For the forms, which read what browsers post."""
    posted = QueryDict(mutable=True)
    for name, words in typed.items():
        posted.setlist(name, words)
    return posted


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


def _rows(prefix: str, rows: list[Typed]) -> Typed:
    typed = _total(prefix, len(rows))
    for index, row in enumerate(rows):
        typed |= {f"{prefix}-{index}-{name}": words for name, words in row.items()}
    return typed


def _total(prefix: str, total: int) -> Typed:
    return {f"{prefix}-TOTAL_FORMS": [str(total)], f"{prefix}-INITIAL_FORMS": ["0"]}


def _row(typed: Mapping[str, Any], prefix: str, index: int) -> Typed:
    row: Typed = {}
    for name in EMPLOYER_FIELDS if prefix == "employers" else DAYS_FIELDS:
        row |= _words(typed, f"{prefix}-{index}-{name}", name)
    return row


def _words(typed: Mapping[str, Any], name: str, kept_as: str) -> Typed:
    """JSON columns refuse the null character; nothing a person types holds one."""
    return {kept_as: [_first(typed, name)[:LONGEST].replace("\x00", "")]} if name in typed else {}


def _first(typed: Mapping[str, Any], name: str) -> str:
    words = typed.get(name, "") if not isinstance(typed, QueryDict) else typed.get(name) or ""
    return (words[0] if words else "") if isinstance(words, list) else str(words)

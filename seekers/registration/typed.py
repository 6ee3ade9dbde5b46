"""Form data as a browser posts it, flat: made from answers, grown and shrunk by a row, kept as it was typed.

Everything a page of the journey shows is such data, wherever it comes from (a draft, a file, a certificate), so that what a
person typed comes back letter for letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from seekers.registration.answers import Answers, Job, Pause
from seekers.registration.models import Step
from seekers.registration.places import UNLISTED_OCCUPATION
from seekers.registration.rules.work import MOST_JOBS, MOST_PAUSES

Typed = dict[str, list[str]]

FIELDS: dict[str, tuple[str, ...]] = {
    Step.IDENTITY: ("first_name", "last_name", "birth_date", "birth_place", "nationality", "nir"),
    Step.CONTACT: ("email", "phone", "phone_is_shared", "preferred_channel", "language", "autonomy"),
    Step.ADDRESS: ("line", "postcode", "commune"),
    Step.SITUATION: ("claims", "worked", "interrupted", "had_right_before"),
    Step.HOUSEHOLD: ("lives_as_couple", "children_raised", "monthly_resources_cents"),
    Step.AVAILABILITY: ("available", "other_situation", "adjustments", "adjustments_words", "adjustments_consent"),
    Step.SEARCH: ("wanted", "occupation", "mobility_km", "contracts", "weekly_hours"),
    Step.BANK: ("iban", "holder", "later"),
}
ROWS = {
    "jobs": (
        "employer", "starts_on", "ends_on", "end_reason", "pay", "time_hours", "time_minutes", "seasonal", "holiday",
        "termination", "siret",
    ),
    "pauses": ("kind", "starts_on", "ends_on"),
}  # fmt: skip
MOST = {"jobs": MOST_JOBS, "pauses": MOST_PAUSES}
LONGEST, MOST_WORDS = 600, 12
"""Letters kept of one field, and boxes kept of one question: more than any answer needs."""


def page(step: str, answers: Answers) -> Typed:
    """A step as it would have been posted.  What is not answered is absent."""
    if step == Step.SITUATION:
        return _situation(answers)
    if step == Step.SEARCH:
        return _search(answers)
    name = {
        Step.IDENTITY: "identity", Step.CONTACT: "contact", Step.ADDRESS: "address", Step.HOUSEHOLD: "household",
        Step.AVAILABILITY: "availability", Step.BANK: "bank",
    }[Step(step)]  # fmt: skip
    part = getattr(answers, name)
    said = {each: _words(each, getattr(part, each)) for each in FIELDS[step]}
    return {each: words for each, words in said.items() if words}


def kept(step: str, posted: Mapping[str, Any]) -> Typed:
    """What a draft keeps of a posted page: our own fields, cut to a reasonable length, and no more rows than fit."""
    typed = {name: _cut(posted, name) for name in FIELDS.get(step, ()) if name in posted}
    if step == Step.SITUATION:
        for prefix in ROWS:
            typed |= _rows(prefix, [_row(posted, prefix, index) for index in range(count(posted, prefix))])
    return typed


def changed(posted: Mapping[str, Any], action: str, where: str) -> Typed:
    """The situation as posted, with a row more (``add``, ``jobs``) or less (``remove``, ``jobs:2``); a button that we did not
    make changes nothing."""
    typed = kept(Step.SITUATION, posted)
    prefix, _colon, row = where.partition(":")
    if prefix not in ROWS:
        return typed
    if action == "add":
        return typed | _total(prefix, min(count(typed, prefix) + 1, MOST[prefix]))
    return _without(typed, prefix, int(row[:4])) if row.isascii() and row.isdigit() else typed


def with_job(typed: Typed, job: Job) -> Typed:
    """The situation with one more job written in it, in place of blank rows, and "yes" to the work."""
    rows = [_row(typed, "jobs", index) for index in range(count(typed, "jobs"))]
    filled = [row for row in rows if any(words != [""] for words in row.values())]
    others = {name: words for name, words in typed.items() if not name.startswith("jobs-")}
    return others | {"worked": ["yes"]} | _rows("jobs", [*filled, _job(job)][:MOST_JOBS])


def count(typed: Mapping[str, Any], prefix: str) -> int:
    """How many rows; whatever a stranger wrote there, between 0 and what fits."""
    written = _first(typed, f"{prefix}-TOTAL_FORMS")
    return min(int(written), MOST[prefix]) if written.isascii() and written.isdigit() and len(written) < 5 else 0


def as_posted(typed: Typed) -> QueryDict:
    """For the forms, which read what browsers post."""
    posted = QueryDict(mutable=True)
    for name, words in typed.items():
        posted.setlist(name, words)
    return posted


def _situation(answers: Answers) -> Typed:
    said = answers.situation
    head = {name: _words(name, getattr(said, name)) for name in FIELDS[Step.SITUATION]}
    typed = {name: words for name, words in head.items() if words}
    typed |= _rows("jobs", [_job(job) for job in said.jobs] or [{}])
    return typed | _rows("pauses", [_pause(pause) for pause in said.pauses] or [{}])


def _search(answers: Answers) -> Typed:
    said = answers.search
    typed: Typed = {"wanted": [said.title]} if said.title else {}
    if said.occupation:
        chosen = UNLISTED_OCCUPATION if said.occupation == UNLISTED_OCCUPATION else f"{said.occupation}:{said.title}"
        typed["occupation"] = [chosen]
    for name in ("mobility_km", "contracts", "weekly_hours"):
        words = _words(name, getattr(said, name))
        typed |= {name: words} if words else {}
    return typed


def _job(job: Job) -> Typed:
    hours, minutes = divmod(job.minutes, 60)
    row = {
        "employer": [job.employer],
        "starts_on": [job.starts_on.isoformat()],
        "ends_on": [job.ends_on.isoformat() if job.ends_on else ""],
        "end_reason": [job.end_reason],
        "pay": [_euros(job.gross_cents)],
        "time_hours": [str(hours)],
        "time_minutes": [f"{minutes:02d}" if minutes else ""],
        "holiday": [_euros(job.holiday_indemnity_cents) if job.holiday_indemnity_cents else ""],
        "termination": [_euros(job.termination_indemnity_cents) if job.termination_indemnity_cents else ""],
        "siret": [job.siret],
    }
    return row | ({"seasonal": ["on"]} if job.seasonal else {})


def _pause(pause: Pause) -> Typed:
    return {"kind": [pause.kind], "starts_on": [pause.starts_on.isoformat()], "ends_on": [pause.ends_on.isoformat()]}


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def _words(name: str, value: Any) -> list[str]:
    if value is None or value == "" or value == ():
        return []
    if isinstance(value, bool):
        boxes = {"adjustments_consent", "later"}
        return (["on"] if value else []) if name in boxes else ["yes" if value else "no"]
    if isinstance(value, tuple):
        return list(value)
    if name.endswith("_cents"):
        return [_euros(value)]
    return [value.isoformat() if hasattr(value, "isoformat") else str(value)]


def _rows(prefix: str, rows: list[Typed]) -> Typed:
    typed = _total(prefix, len(rows))
    for index, row in enumerate(rows):
        typed |= {f"{prefix}-{index}-{name}": words for name, words in row.items()}
    return typed


def _total(prefix: str, total: int) -> Typed:
    return {f"{prefix}-TOTAL_FORMS": [str(total)], f"{prefix}-INITIAL_FORMS": ["0"]}


def _row(typed: Mapping[str, Any], prefix: str, index: int) -> Typed:
    names = {name: f"{prefix}-{index}-{name}" for name in ROWS[prefix]}
    return {name: _cut(typed, written) for name, written in names.items() if written in typed}


def _without(typed: Typed, prefix: str, gone: int) -> Typed:
    """The rows below move up, and one blank row always remains."""
    rows = [_row(typed, prefix, index) for index in range(count(typed, prefix)) if index != gone]
    others = {name: words for name, words in typed.items() if not name.startswith(f"{prefix}-")}
    return others | _rows(prefix, rows or [{}])


def _cut(typed: Mapping[str, Any], name: str) -> list[str]:
    """JSON columns refuse the null character; nothing a person types holds one."""
    words = typed.getlist(name) if isinstance(typed, QueryDict) else typed.get(name, [])
    return [str(each)[:LONGEST].replace("\x00", "") for each in list(words)[:MOST_WORDS]]


def _first(typed: Mapping[str, Any], name: str) -> str:
    words = typed.get(name, "") if not isinstance(typed, QueryDict) else typed.get(name) or ""
    return (words[0] if words else "") if isinstance(words, list) else str(words)

"""The steps as a browser posts them (``portal.web.typed``), made from answers and kept as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal import identifiers
from portal.web import typed as typed_pages
from portal.web.typed import Rows, Typed
from seekers.registration.answers import Answers, Job, Pause
from seekers.registration.models import Step
from seekers.registration.places import UNLISTED_OCCUPATION
from seekers.registration.rules.work import MOST_JOBS, MOST_PAUSES

FIELDS: dict[str, tuple[str, ...]] = {
    Step.IDENTITY: ("first_name", "last_name", "birth_date", "birth_place", "nationality", "nir"),
    Step.CONTACT: ("email", "phone", "phone_is_shared", "preferred_channel", "language", "autonomy"),
    Step.ADDRESS: ("line", "postcode", "commune"),
    Step.SITUATION: ("claims", "worked", "interrupted", "had_right_before", "worked_abroad"),
    Step.HOUSEHOLD: ("lives_as_couple", "children_raised", "monthly_resources_cents"),
    Step.AVAILABILITY: ("available", "other_situation", "adjustments", "adjustments_words", "adjustments_consent"),
    Step.SEARCH: ("wanted", "occupation", "mobility_km", "contracts", "weekly_hours"),
    Step.BANK: ("iban", "holder", "later"),
}
JOBS = Rows(
    "jobs",
    ("employer", "starts_on", "ends_on", "end_reason", "pay", "time_hours", "time_minutes", "seasonal", "holiday",
     "termination", "siret"),
    MOST_JOBS,
)  # fmt: skip
PAUSES = Rows("pauses", ("kind", "starts_on", "ends_on"), MOST_PAUSES)
ROWS = {"jobs": JOBS, "pauses": PAUSES}


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
    typed = typed_pages.kept(posted, FIELDS.get(step, ()))
    return typed | JOBS.kept(posted) | PAUSES.kept(posted) if step == Step.SITUATION else typed


def changed(posted: Mapping[str, Any], action: str, where: str) -> Typed:
    """The situation as posted, with a row more (``add``, ``jobs``) or less (``remove``, ``jobs:2``)."""
    return typed_pages.changed(kept(Step.SITUATION, posted), ROWS, action, where)


def with_job(typed: Typed, job: Job) -> Typed:
    """The situation with one more job written in it, in place of blank rows, and "yes" to the work."""
    filled = [row for row in JOBS.read(typed) if any(words != [""] for words in row.values())]
    return JOBS.replaced(typed | {"worked": ["yes"]}, [*filled, _job(job)])


def _situation(answers: Answers) -> Typed:
    said = answers.situation
    head = {name: _words(name, getattr(said, name)) for name in FIELDS[Step.SITUATION]}
    typed = {name: words for name, words in head.items() if words}
    return typed | JOBS.written(map(_job, said.jobs)) | PAUSES.written(map(_pause, said.pauses))


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
    if name == "phone":
        return [identifiers.national(value)]
    return [value.isoformat() if hasattr(value, "isoformat") else str(value)]

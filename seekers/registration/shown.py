"""An application as programs read it: where it stands, one step, the proof."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from portal import clock
from portal.web.typed import as_posted
from seekers.registration import pieces, places, rules, steps
from seekers.registration.answers import Answers
from seekers.registration.desks import Desk
from seekers.registration.findings import Finding
from seekers.registration.forms import form_of
from seekers.registration.models import Application, Step
from seekers.registration.serializers import ApplicationSerializer


def where(application: Application) -> dict[str, Any]:
    answers = Answers.from_json(application.answers)
    today = places.today(answers, clock.now())
    lines = [
        {"step": step, "title": str(step.label), "is_done": steps.is_done(application, answers, step, today)}
        for step in steps.journey(answers)
        if step != Step.REVIEW
    ]
    known = {name: getattr(application, name) for name in ("state", "edition", "saved_at", "step", "receipt")}
    return ApplicationSerializer(known | {"steps": lines}).data


def one_step(desk: Desk, here: Step) -> dict[str, Any]:
    name = steps.NAME[here]
    words = desk.application.typed.get(here)
    found = findings(rules.problems_of(name, desk.answers, desk.today))
    if words is not None:
        form = form_of(here, as_posted(words), asking=desk.asking(as_posted(words)))
        form.is_sound()
        said = [(field.html_name, sentence) for field in form for sentence in field.errors]
        said += [("", sentence) for sentence in form.non_field_errors()]
        found = [_misread(name, field, str(sentence)) for field, sentence in said]
    return {
        "step": here, "edition": desk.application.edition, "typed": words, "problems": found,
        "is_done": steps.is_done(desk.application, desk.answers, here, desk.today),
        "answers": desk.answers.to_json()[name],
    }  # fmt: skip


def signed(application: Application) -> Application:
    """404 for a draft: there is no proof yet."""
    if application.receipt is None:
        raise Http404
    return application


def proof(application: Application) -> dict[str, Any]:
    row = signed(application)
    registration = row.registration
    return {
        "receipt": row.receipt, "state": row.state, "signed_at": row.signed_at, "asked_on": row.asked_on, "via": row.via,
        "registered_on": registration.registered_on if registration else None, "identifier": row.applicant.identifier,
        "answers": Answers.from_json(row.answers).to_json(),
    }  # fmt: skip


def piece(piece: pieces.Piece) -> dict[str, str]:
    state = piece.held.state if piece.held else "settled" if piece.settled else "missing"
    return {"kind": piece.kind, "about": piece.about, "title": piece.title, "why": piece.why, "state": str(state)}


def findings(found: list[Finding]) -> list[dict[str, str]]:
    return [{name: getattr(each, name) for name in ("key", "step", "field", "code", "sentence")} for each in found]


def _misread(step: str, field: str, sentence: str) -> dict[str, str]:
    """What a page says beside a field."""
    return {"key": f"misread:{step}.{field}", "step": step, "field": field, "code": "misread", "sentence": sentence}

"""What somebody typed in the estimate open to all, carried into the application that they begin: signed into their page, and
kept nowhere until they begin (in their session, while FranceConnect is asked who they are)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.core import signing

from portal.web.typed import Typed
from seekers.registration import typed
from seekers.registration.answers import Answers
from seekers.registration.models import Step

SALT = "seekers.registration.estimate"
LASTS = timedelta(hours=12)


def sign(answers: Answers) -> str:
    """For a hidden field.  ``answers``: a date of birth, jobs and interruptions; the rest is left out."""
    return signing.dumps(_only_told(answers).to_json(), salt=SALT, compress=True)


def read(written: str) -> Answers | None:
    """The same again.  None when it is not our own page, or when it is older than ``LASTS``."""
    try:
        return Answers.from_json(signing.loads(written, salt=SALT, max_age=LASTS)) if written else None
    except signing.BadSignature:
        return None


def as_typed(told: Answers, known: Answers) -> dict[str, Typed]:
    """The steps that the person finds filled in, not judged, in a draft that knows ``known``: each is still theirs to read
    and to send."""
    situation = typed.page(Step.SITUATION, told)
    for index, job in enumerate(told.situation.jobs):
        if not job.minutes:  # "full time" in the estimate; here hours are asked
            for name in ("time_hours", "time_minutes"):
                situation.pop(f"jobs-{index}-{name}", None)
    steps = {str(Step.SITUATION): situation}
    if known.identity.birth_date is None and told.identity.birth_date is not None:
        identity = replace(known.identity, birth_date=told.identity.birth_date)
        steps[str(Step.IDENTITY)] = typed.page(Step.IDENTITY, replace(known, identity=identity))
    return steps


def _only_told(answers: Answers) -> Answers:
    """A box left blank is no answer: nothing is preset in the application that was not said."""
    said = answers.situation
    return Answers(
        identity=replace(Answers().identity, birth_date=answers.identity.birth_date),
        situation=replace(
            said,
            claims=None,
            worked=said.worked or None,
            interrupted=said.interrupted or None,
            worked_abroad=said.worked_abroad or None,
            had_right_before=None if said.had_right_before else said.had_right_before,
        ),
    )

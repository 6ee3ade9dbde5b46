"""A registration read aloud: whole sentences, and every answer in them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from advisors.portfolios.aloud import chapters_aloud
from seekers.registration.answers import Answers
from seekers.registration.models import Step
from tests.seekers.registration.applying import everything

pytestmark = pytest.mark.django_db

OTHERWISE: dict[str, Any] = {
    "identity.nationality": "other",
    "contact.preferred_channel": "inbox",
    "contact.phone": "+33639982222",
    "contact.language": "en",
    "contact.autonomy": "low",
    "contact.phone_is_shared": True,
    "address.postcode": "62100",
    "availability.available": False,
    "availability.adjustments": ("hearing",),
    "search.contracts": ("seasonal",),
    "bank.later": True,
}
NOT_SAID = {
    "situation.interrupted": "the interruptions themselves say it",
    "availability.adjustments_consent": "said in the sentence of each need, which does not exist without it",
    "availability.other_situation": "asked only of who is not free, in the same sentence",
    "search.occupation": "the title is what the person said",
    "address.commune": "by its name, from the reference",
}


def every_answer() -> list[str]:
    said = everything()
    return [f"{part.name}.{each.name}" for part in fields(said) for each in fields(getattr(said, part.name))]


def changed(said: Answers, path: str) -> Answers:
    part, name = path.split(".")
    before = getattr(getattr(said, part), name)
    return replace(said, **{part: replace(getattr(said, part), **{name: OTHERWISE.get(path, other_than(before))})})


def other_than(before: Any) -> Any:
    if isinstance(before, bool) or before is None:
        return not before
    if isinstance(before, int):
        return before + 1
    if isinstance(before, date):
        return before.replace(year=before.year - 1)
    return "x" + before if isinstance(before, str) else before[1:]


def aloud(said: Answers) -> list[str]:
    return [sentence for chapter in chapters_aloud(said) for sentence in chapter.sentences]


def test_each_step_that_asks_is_read_in_order() -> None:
    steps = [chapter.step for chapter in chapters_aloud(everything())]
    assert steps == [step for step in Step if step in steps]
    assert all(chapter.sentences for chapter in chapters_aloud(everything()))


def test_they_are_sentences_that_one_can_say() -> None:
    for sentence in aloud(everything()):
        assert sentence.endswith("."), sentence
        assert sentence[0].isupper(), sentence
        assert " : Oui" not in sentence, sentence


@pytest.mark.parametrize("path", [path for path in every_answer() if path not in NOT_SAID])
def test_an_answer_that_changes_is_heard(path: str) -> None:
    said = everything()
    assert aloud(changed(said, path)) != aloud(said), path


def test_what_is_not_answered_is_not_said() -> None:
    words = " ".join(aloud(Answers()))
    assert "None" not in words
    assert "allocation" not in words

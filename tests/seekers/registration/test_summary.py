"""The answers read back."""

from __future__ import annotations

from seekers.registration import summary
from seekers.registration.answers import Answers, Situation
from seekers.registration.models import EndReason, Step
from seekers.registration.summary import in_a_sentence


def test_in_a_sentence_acronyms_keep_their_capitals() -> None:
    assert in_a_sentence(EndReason.END_OF_FIXED_TERM) == "fin de CDD ou de mission d’intérim"
    assert in_a_sentence(EndReason.AGREED_TERMINATION) == "rupture conventionnelle"


def test_work_in_another_country_is_read_back_once_it_was_answered() -> None:
    def lines(answer: bool | None) -> dict[str, str]:
        answers = Answers(situation=Situation(claims=True, worked=False, worked_abroad=answer))
        return {each.question: each.answer for each in summary.WORDS[Step.SITUATION](answers)}

    assert lines(True)["Travail dans un autre pays"] == "Oui"
    assert lines(False)["Travail dans un autre pays"] == "Non"
    assert "Travail dans un autre pays" not in lines(None)

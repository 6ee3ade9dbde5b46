"""The pages of the journey: their order, the answers each one asks for, and which comes next."""

from __future__ import annotations

from datetime import date

from seekers.registration import rules
from seekers.registration.answers import Answers
from seekers.registration.models import Application, Step

NAME: dict[str, str] = {
    Step.IDENTITY: "identity",
    Step.CONTACT: "contact",
    Step.ADDRESS: "address",
    Step.SITUATION: "situation",
    Step.HOUSEHOLD: "household",
    Step.AVAILABILITY: "availability",
    Step.SEARCH: "search",
    Step.BANK: "bank",
}
"""The field of ``Answers`` that a step fills; documents and the review fill none."""
STEP_OF = {name: Step(step) for step, name in NAME.items()}


def journey(answers: Answers) -> list[Step]:
    """The steps of this person, in order: the household is asked only of who claims the allowance."""
    return [step for step in Step if step != Step.HOUSEHOLD or answers.situation.claims is not False]


def is_done(application: Application, answers: Answers, step: Step, today: date) -> bool:
    """Was the step sent, and does nothing stand in its way any more?"""
    if str(step) not in application.step_editions or str(step) in application.typed:
        return False
    return step not in NAME or not rules.problems_of(NAME[step], answers, today)


def next_to_do(application: Application, answers: Answers, today: date) -> Step:
    """The first step that is not done; the review when all are."""
    walk = [step for step in journey(answers) if step != Step.REVIEW]
    return next((step for step in walk if not is_done(application, answers, step, today)), Step.REVIEW)


def after(step: Step, answers: Answers) -> Step:
    """The step that follows ``step`` in this person's journey."""
    walk = journey(answers)
    return walk[min(walk.index(step) + 1, len(walk) - 1)] if step in walk else walk[-1]


def before(step: Step, answers: Answers) -> Step | None:
    """The step that precedes ``step``; None for the first."""
    walk = journey(answers)
    place = walk.index(step) if step in walk else 0
    return walk[place - 1] if place else None

"""The pages of the journey, and which answers each one asks for."""

from __future__ import annotations

from dataclasses import replace

from portal.months import Month
from seekers.declarations import rules
from seekers.declarations.answers import QUESTIONS, Answers

MONTH, DETAILS, REVIEW = "month", "details", "review"
PAGES = {MONTH: "declare", DETAILS: "details"}
"""The URL of a step, by the same name in the person's own journey and beside an advisor."""

FIELDS: dict[str, frozenset[str]] = {
    MONTH: frozenset({*QUESTIONS, "still_looking"}),
    DETAILS: frozenset({"employers", "spans", "still_looking", "ends_on", "end_reason", "end_confirmed"}),
    REVIEW: frozenset(),
}
"""A step that is not here writes every answer."""


def laid_over(newer: Answers, answers: Answers, step: str) -> Answers:
    """``newer`` with what ``step`` asked for taken from ``answers``."""
    own = FIELDS.get(step)
    return answers if own is None else replace(newer, **{name: getattr(answers, name) for name in own})


def needs_details(answers: Answers) -> bool:
    """Is there anything to ask after the first page: an employer, days, the end of the registration?"""
    return answers.still_looking is False or any(getattr(answers, name) for name in QUESTIONS)


def next_missing(answers: Answers, month: Month) -> str | None:
    """The step to go back to while something is missing or impossible; None when all can be read and sent."""
    if not rules.problems(answers, month):
        return None
    unanswered = answers.still_looking is None or answers.worked is None
    return MONTH if unanswered or not needs_details(answers) else DETAILS

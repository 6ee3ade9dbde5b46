"""The pages of the journey, and which answers each one asks for."""

from __future__ import annotations

from dataclasses import replace

from seekers.declarations.answers import QUESTIONS, Answers

MONTH, DETAILS, REVIEW = "month", "details", "review"

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

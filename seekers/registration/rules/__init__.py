"""Pure: the category of a registered person, the way back, and what is impossible or surprising in an application."""

from __future__ import annotations

from seekers.registration.rules.category import (
    CATEGORY_B_MINUTES,
    DECIDED_ELSEWHERE,
    NEW_CATEGORIES_SINCE,
    RETURN_MONTHS,
    UNAVAILABLE_AFTER_DAYS,
    Situation,
    may_return,
    situation_after,
    statistical_category,
)
from seekers.registration.rules.period import asked_since
from seekers.registration.rules.problems import problems, problems_of
from seekers.registration.rules.surprises import surprises, surprises_of

__all__ = [
    "CATEGORY_B_MINUTES",
    "DECIDED_ELSEWHERE",
    "NEW_CATEGORIES_SINCE",
    "RETURN_MONTHS",
    "UNAVAILABLE_AFTER_DAYS",
    "Situation",
    "asked_since",
    "may_return",
    "problems",
    "problems_of",
    "situation_after",
    "statistical_category",
    "surprises",
    "surprises_of",
]

"""The statistical category of a registered person, from the month's declaration (A to G)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from benefits.rules.figures import figures_on

MINUTES_IN_AN_HOUR = 60
NEW_CATEGORIES_SINCE = date(2025, 1, 1)  # F and G: loi 2023-1196 pour le plein emploi


class Situation(StrEnum):
    """What the person may and must do, beside the hours worked."""

    AVAILABLE = "available"
    NOT_AVAILABLE = "not_available"
    IN_WORK_NOT_SEARCHING = "in_work_not_searching"
    SOCIAL_PATH = "social_path"
    AWAITING_ORIENTATION = "awaiting_orientation"


class Category(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"


def category(minutes_worked: int, situation: Situation, day: date) -> Category:
    """The category on ``day`` for ``minutes_worked`` in the month. Refuses (``ValueError``) F and G before 2025."""
    if situation in (Situation.SOCIAL_PATH, Situation.AWAITING_ORIENTATION) and day < NEW_CATEGORIES_SINCE:
        raise ValueError(f"Categories F and G exist since {NEW_CATEGORIES_SINCE}, not on {day}.")
    if situation is Situation.AVAILABLE:
        if minutes_worked == 0:
            return Category.A
        within = figures_on(day).category_b_hours * MINUTES_IN_AN_HOUR
        return Category.B if minutes_worked <= within else Category.C
    return {
        Situation.NOT_AVAILABLE: Category.D,
        Situation.IN_WORK_NOT_SEARCHING: Category.E,
        Situation.SOCIAL_PATH: Category.F,
        Situation.AWAITING_ORIENTATION: Category.G,
    }[situation]

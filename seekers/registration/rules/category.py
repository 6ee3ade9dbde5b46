"""The statistical category of a registered person, and the delays of the registration.  Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

CATEGORY_B_MINUTES = 78 * 60
"""B up to 78 hours worked in the month, C above; also the tolerance of R5411-10."""
UNAVAILABLE_AFTER_DAYS = 15
"""Sick or on leave for longer than this in the month: no longer immediately available (R5411-10)."""
RETURN_MONTHS = 6
"""One-step return within six months of the end (R5411-5)."""
NEW_CATEGORIES_SINCE = date(2025, 1, 1)  # F and G: loi 2023-1196 pour le plein emploi


class Situation(StrEnum):
    """What the person may and must do, beside the hours worked."""

    AVAILABLE = "available"
    NOT_AVAILABLE = "not_available"
    IN_WORK_NOT_SEARCHING = "in_work_not_searching"
    SOCIAL_PATH = "social_path"
    AWAITING_ORIENTATION = "awaiting_orientation"


DECIDED_ELSEWHERE = {
    "E": Situation.IN_WORK_NOT_SEARCHING,
    "F": Situation.SOCIAL_PATH,
    "G": Situation.AWAITING_ORIENTATION,
}
"""Categories that a decision gave and that a monthly declaration does not take away."""


def statistical_category(minutes_worked: int, situation: Situation, day: date) -> str:
    """The letter, A to G, on ``day`` for ``minutes_worked`` in the month.  Refuses (``ValueError``) F and G before
    2025."""
    if situation in (Situation.SOCIAL_PATH, Situation.AWAITING_ORIENTATION) and day < NEW_CATEGORIES_SINCE:
        raise ValueError(f"Categories F and G exist since {NEW_CATEGORIES_SINCE}, not on {day}.")
    if situation is Situation.AVAILABLE:
        if minutes_worked == 0:
            return "A"
        return "B" if minutes_worked <= CATEGORY_B_MINUTES else "C"
    return {
        Situation.NOT_AVAILABLE: "D",
        Situation.IN_WORK_NOT_SEARCHING: "E",
        Situation.SOCIAL_PATH: "F",
        Situation.AWAITING_ORIENTATION: "G",
    }[situation]


def situation_after(current: str, *, minutes_worked: int, in_training: bool, unavailable_days: int) -> Situation:
    """The situation that a month's declaration shows, for a person now in category ``current``.

    On a course, or sick or on leave for more than 15 days: not available, unless they also worked (D is without work).
    """
    if current in DECIDED_ELSEWHERE:
        return DECIDED_ELSEWHERE[current]
    away = in_training or unavailable_days > UNAVAILABLE_AFTER_DAYS
    return Situation.NOT_AVAILABLE if away and minutes_worked == 0 else Situation.AVAILABLE


def may_return(ceased_on: date, today: date) -> bool:
    """Is the end recent enough for a one-step return?  The same day six months later is the last one."""
    months = ceased_on.year * 12 + ceased_on.month - 1 + RETURN_MONTHS
    year, month = divmod(months, 12)
    return (today.year, today.month, today.day) <= (year, month + 1, ceased_on.day)

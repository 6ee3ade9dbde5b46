"""Registering, ending a registration, coming back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from portal.months import Month
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration


def register(*, seeker: Seeker, on: date, actor: Any, now: datetime) -> Registration:
    """Register ``seeker`` from ``on``.  Refused: ``AlreadyRegistered``."""
    raise NotImplementedError


def cease(*, registration: Registration, on: date, reason: str, actor: Any, now: datetime) -> Registration:
    """End ``registration``; ``on`` is its last day.  Refused: ``IllegalTransition``, ``WrongDate`` before it began."""
    raise NotImplementedError


def cease_not_declared(*, month: Month, seeker_ids: Collection[int], now: datetime, actor: Any = None) -> list[int]:
    """End at once the active registrations of ``seeker_ids`` that owed ``month``, from its last day; the ids of those ended.

    Part of the closing of a window, in its transaction: the closing writes the audit line and the messages.
    """
    raise NotImplementedError


def register_again(*, seeker: Seeker, actor: Any, now: datetime) -> Registration:
    """Come back in one step, from today where the person lives: file, category and rights are kept.

    Refused: ``AlreadyRegistered``, ``TooLongAgo`` (more than six months, R5411-5: an appointment is needed), ``NeverRegistered``.
    """
    raise NotImplementedError


def undo_cessation(*, registration: Registration, actor: Any, reason: str, now: datetime) -> Registration:
    """The registration goes on as if it had never ended (the person had declared, or the fault was ours).  ``reason`` is required.

    Refused: ``IllegalTransition``, ``AlreadyRegistered`` when the person has come back since.
    """
    raise NotImplementedError


def recategorise(
    *, registration: Registration, minutes_worked: int, in_training: bool, unavailable_days: int, actor: Any, now: datetime
) -> Registration:
    """Set the statistical category by the month's declaration (``rules.category_after``)."""
    raise NotImplementedError

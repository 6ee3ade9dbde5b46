"""The reasons of a call, in words and in points: a rank is never shown without them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from advisors.portfolios.models import AssistanceReason
from seekers.reminders.events import CallReason
from seekers.reminders.services.calls import POINTS as LADDER_POINTS

OBJECTED_POINTS = 50
POINTS: dict[str, int] = {**LADDER_POINTS, **dict.fromkeys(AssistanceReason, OBJECTED_POINTS)}
LABELS: dict[str, Any] = dict((*CallReason.choices, *AssistanceReason.choices))


@dataclass(frozen=True, slots=True)
class Reason:
    """``points`` is what it adds to the score."""

    label: str
    points: int


def in_words(codes: Iterable[str]) -> list[Reason]:
    """The heaviest first.  A code of an older release is shown as it is rather than hidden."""
    known = [Reason(str(LABELS.get(code, code)), POINTS.get(code, 0)) for code in codes]
    return sorted(known, key=lambda reason: -reason.points)

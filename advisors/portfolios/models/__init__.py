"""The rows of this room, by noun: ``assignments``, ``calls``, ``drafts``."""

from advisors.portfolios.models.assignments import Assignment, AssignmentQuerySet, Level, MonthState
from advisors.portfolios.models.calls import (
    CALL_TRANSITIONS,
    AssistanceReason,
    CallResult,
    CallState,
    CallTask,
    CallTry,
)
from advisors.portfolios.models.drafts import AssistedDraft

__all__ = [
    "CALL_TRANSITIONS",
    "Assignment",
    "AssignmentQuerySet",
    "AssistanceReason",
    "AssistedDraft",
    "CallResult",
    "CallState",
    "CallTask",
    "CallTry",
    "Level",
    "MonthState",
]

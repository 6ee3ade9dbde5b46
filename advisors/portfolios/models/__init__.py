"""The rows of this room, by noun: ``acts``, ``assignments``, ``calls``, ``drafts``."""

from advisors.portfolios.models.acts import (
    ACT_TRANSITIONS,
    ANSWERS,
    ActState,
    Agreement,
    AgreementVia,
    AssistedAct,
)
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
    "ACT_TRANSITIONS",
    "ANSWERS",
    "CALL_TRANSITIONS",
    "ActState",
    "Agreement",
    "AgreementVia",
    "Assignment",
    "AssignmentQuerySet",
    "AssistanceReason",
    "AssistedAct",
    "AssistedDraft",
    "CallResult",
    "CallState",
    "CallTask",
    "CallTry",
    "Level",
    "MonthState",
]

"""The warnings before a right ends, and the claims of the solidarity allowance that may follow it."""

from benefits.endings.models.claim import AssClaim, AssReason, AssState, MonthResources
from benefits.endings.models.contest import AssContest
from benefits.endings.models.warning import EndWarning

__all__ = ["AssClaim", "AssContest", "AssReason", "AssState", "EndWarning", "MonthResources"]

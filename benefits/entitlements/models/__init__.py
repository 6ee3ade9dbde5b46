"""The rows of rights, and of the claims that open them."""

from benefits.entitlements.models.claim import (
    CLAIM_TRANSITIONS,
    DECIDED,
    FOR_THE_PERSON,
    WAITING,
    Claim,
    ClaimState,
    Correction,
    Decision,
    Outcome,
    Reason,
)
from benefits.entitlements.models.contest import CONTEST_TRANSITIONS, Contest, Contested, ContestState
from benefits.entitlements.models.entitlement import (
    TRANSITIONS,
    CsgRate,
    Entitlement,
    EntitlementQuerySet,
    Scheme,
    State,
)
from benefits.entitlements.models.revaluation import Revaluation

__all__ = [
    "CLAIM_TRANSITIONS",
    "CONTEST_TRANSITIONS",
    "DECIDED",
    "FOR_THE_PERSON",
    "TRANSITIONS",
    "WAITING",
    "Claim",
    "ClaimState",
    "Contest",
    "ContestState",
    "Contested",
    "Correction",
    "CsgRate",
    "Decision",
    "Entitlement",
    "EntitlementQuerySet",
    "Outcome",
    "Reason",
    "Revaluation",
    "Scheme",
    "State",
]

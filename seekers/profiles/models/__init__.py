"""The person and what they told of themselves, by noun: ``seeker``, ``autonomy``, ``needs``, ``money``."""

from __future__ import annotations

from seekers.profiles.models.autonomy import AutonomyObservation, AutonomySign
from seekers.profiles.models.money import (
    HOLDER_LENGTH,
    UNTIL_DECIDED,
    AccountDoubt,
    BankAccount,
    DoubtKind,
    DoubtState,
)
from seekers.profiles.models.needs import AdjustmentKind, AdjustmentNeed
from seekers.profiles.models.seeker import Autonomy, Nationality, Seeker, UsualChannel

__all__ = [
    "HOLDER_LENGTH",
    "UNTIL_DECIDED",
    "AccountDoubt",
    "AdjustmentKind",
    "AdjustmentNeed",
    "Autonomy",
    "AutonomyObservation",
    "AutonomySign",
    "BankAccount",
    "DoubtKind",
    "DoubtState",
    "Nationality",
    "Seeker",
    "UsualChannel",
]

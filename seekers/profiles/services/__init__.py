"""The verbs of this room, by noun: ``files``, ``adjustments``, ``autonomy``, ``money``, ``doubts``, ``reaching``."""

from __future__ import annotations

from seekers.profiles.services.adjustments import tell_adjustments, withdraw_adjustments
from seekers.profiles.services.autonomy import (
    Sighting,
    forget_old_observations,
    no_longer_observed,
    observe_autonomy,
    say_autonomy,
    set_aside,
)
from seekers.profiles.services.checked import read_nir
from seekers.profiles.services.doubts import clear_doubt, people_of, refuse_account
from seekers.profiles.services.files import change_contact, complete_identity, create_seeker, create_seeker_for
from seekers.profiles.services.money import (
    HOLD,
    bank_refused,
    change_bank_account,
    confirm_bank_account,
    contact_changed,
)
from seekers.profiles.services.reaching import channel_failed, choose_forms_by_post, observe_usual_channel
from seekers.profiles.services.refusals import (
    AlreadyKnown,
    NoConsent,
    NothingToDecide,
    OtherHolder,
    SameHand,
    WrongBankAccount,
    WrongIdentity,
)

__all__ = [
    "HOLD",
    "AlreadyKnown",
    "NoConsent",
    "NothingToDecide",
    "OtherHolder",
    "SameHand",
    "Sighting",
    "WrongBankAccount",
    "WrongIdentity",
    "bank_refused",
    "change_bank_account",
    "change_contact",
    "channel_failed",
    "choose_forms_by_post",
    "clear_doubt",
    "complete_identity",
    "confirm_bank_account",
    "contact_changed",
    "create_seeker",
    "create_seeker_for",
    "forget_old_observations",
    "no_longer_observed",
    "observe_autonomy",
    "observe_usual_channel",
    "people_of",
    "read_nir",
    "refuse_account",
    "say_autonomy",
    "set_aside",
    "tell_adjustments",
    "withdraw_adjustments",
]

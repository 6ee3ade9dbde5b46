"""The verbs of this room, by noun: ``registering``, ``applying``, ``resuming``, ``signing``, ``verifying``,
``checking``, ``sleeping``."""

from __future__ import annotations

from seekers.registration.services.applying import begin, begin_again, hand_over, reopen, save_step, take_back
from seekers.registration.services.certificates import Received, receive_certificates
from seekers.registration.services.checking import Outcome, check_settled
from seekers.registration.services.helping import HelpedByOther, NotHanded, accept, asked_since
from seekers.registration.services.objecting import answer_objection
from seekers.registration.services.refusals import (
    AlreadyRegistered,
    CannotObject,
    CodeDead,
    Conflict,
    ConsentMissing,
    FileIsHere,
    Incomplete,
    NeverRegistered,
    NoBirthDate,
    NotADraft,
    NothingToAnswer,
    NothingToCheck,
    ProofMissing,
    ReasonMissing,
    ToConfirm,
    TooLongAgo,
    TooManyBegun,
    WrongDate,
)
from seekers.registration.services.registering import (
    cease,
    cease_not_declared,
    correct_end,
    recategorise,
    register,
    register_again,
    undo_cessation,
)
from seekers.registration.services.resuming import ask_resume_code, make_resume_code, resume, send_resume_code
from seekers.registration.services.signing import object_to, sign
from seekers.registration.services.sleeping import abandon_asleep
from seekers.registration.services.verifying import CHECK, enter_verified

__all__ = [
    "CHECK",
    "AlreadyRegistered",
    "CannotObject",
    "CodeDead",
    "Conflict",
    "ConsentMissing",
    "FileIsHere",
    "HelpedByOther",
    "Incomplete",
    "NeverRegistered",
    "NoBirthDate",
    "NotADraft",
    "NotHanded",
    "NothingToAnswer",
    "NothingToCheck",
    "Outcome",
    "ProofMissing",
    "ReasonMissing",
    "Received",
    "ToConfirm",
    "TooLongAgo",
    "TooManyBegun",
    "WrongDate",
    "abandon_asleep",
    "accept",
    "answer_objection",
    "ask_resume_code",
    "asked_since",
    "begin",
    "begin_again",
    "cease",
    "cease_not_declared",
    "check_settled",
    "correct_end",
    "enter_verified",
    "hand_over",
    "make_resume_code",
    "object_to",
    "recategorise",
    "receive_certificates",
    "register",
    "register_again",
    "reopen",
    "resume",
    "save_step",
    "send_resume_code",
    "sign",
    "take_back",
    "undo_cessation",
]

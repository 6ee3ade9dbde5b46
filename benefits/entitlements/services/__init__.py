"""The verbs of rights and of the claims that open them."""

from benefits.entitlements.services.claims import asked_for, examine, facts_moved, left_behind, receive_claim
from benefits.entitlements.services.contesting import (
    AlreadyContested,
    NoWords,
    SameHand,
    TooLate,
    answer_contest,
    contest,
    object_to_application,
)
from benefits.entitlements.services.deciding import (
    AlreadyDecided,
    NotDecidedYet,
    NothingOpens,
    WordsMissing,
    correct_job,
    grant,
    refuse,
)
from benefits.entitlements.services.examining import Examination, can_resume, examine_answers, examine_claim, simulate
from benefits.entitlements.services.proofs import Proof, Standing, proofs_of
from benefits.entitlements.services.recomputing import NotTheLast, Recomputed, recompute
from benefits.entitlements.services.rights import (
    NEVER_REDUCED,
    AlreadyOpen,
    NotARight,
    close,
    correct_forward,
    extend,
    open_entitlement,
    pay_from,
    resume,
    suspend,
)

__all__ = [
    "NEVER_REDUCED",
    "AlreadyContested",
    "AlreadyDecided",
    "AlreadyOpen",
    "Examination",
    "NoWords",
    "NotARight",
    "NotDecidedYet",
    "NotTheLast",
    "NothingOpens",
    "Proof",
    "Recomputed",
    "SameHand",
    "Standing",
    "TooLate",
    "WordsMissing",
    "answer_contest",
    "asked_for",
    "can_resume",
    "close",
    "contest",
    "correct_forward",
    "correct_job",
    "examine",
    "examine_answers",
    "examine_claim",
    "extend",
    "facts_moved",
    "grant",
    "left_behind",
    "object_to_application",
    "open_entitlement",
    "pay_from",
    "proofs_of",
    "receive_claim",
    "recompute",
    "refuse",
    "resume",
    "simulate",
    "suspend",
]

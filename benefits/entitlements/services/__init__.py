"""The verbs of rights and of the claims that open them."""

from benefits.entitlements.services.choosing import NothingToChoose, choose_new_right, open_option
from benefits.entitlements.services.claims import asked_for, examine, facts_moved, left_behind, receive_claim
from benefits.entitlements.services.contesting import (
    AlreadyContested,
    NoWords,
    SameHand,
    TooLate,
    answer_contest,
    contest,
    object_to_application,
    take_objection_back,
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
from benefits.entitlements.services.examining import Examination, examine_answers, examine_claim, simulate
from benefits.entitlements.services.proofs import Proof, Standing, proofs_of
from benefits.entitlements.services.recomputing import NotTheLast, Recomputed, recompute
from benefits.entitlements.services.resuming import can_resume
from benefits.entitlements.services.revaluing import NotARevaluation, Revalued, TooEarly, revaluation_opens, revalue
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
from benefits.entitlements.services.taxing import NoTaxNotice, claims_with_notice, record_csg_rate, tax_notice_of

__all__ = [
    "NEVER_REDUCED",
    "AlreadyContested",
    "AlreadyDecided",
    "AlreadyOpen",
    "Examination",
    "NoTaxNotice",
    "NoWords",
    "NotARevaluation",
    "NotARight",
    "NotDecidedYet",
    "NotTheLast",
    "NothingOpens",
    "NothingToChoose",
    "Proof",
    "Recomputed",
    "Revalued",
    "SameHand",
    "Standing",
    "TooEarly",
    "TooLate",
    "WordsMissing",
    "answer_contest",
    "asked_for",
    "can_resume",
    "choose_new_right",
    "claims_with_notice",
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
    "open_option",
    "pay_from",
    "proofs_of",
    "receive_claim",
    "recompute",
    "record_csg_rate",
    "refuse",
    "resume",
    "revaluation_opens",
    "revalue",
    "simulate",
    "suspend",
    "take_objection_back",
    "tax_notice_of",
]

"""The verbs of a portfolio, one file a noun."""

from advisors.portfolios.services.acting import AgreementMissing, act_for, agree, end_conversation, find_helped
from advisors.portfolios.services.assignments import NotAnAdvisor, assign
from advisors.portfolios.services.assistance import declare_from_form, declare_with, forget_assisted, save_assisted
from advisors.portfolios.services.calls import NothingToCall, ask_call_back, ask_calls, end_calls, settle_calls
from advisors.portfolios.services.files import find_form, find_person, open_file, open_form
from advisors.portfolios.services.habits import ExportReasonMissing, export_habits
from advisors.portfolios.services.objecting import (
    AnswerMissing,
    CannotObject,
    answer_act,
    object_to_act,
)
from advisors.portfolios.services.registering import (
    NotReadBack,
    NotThisForm,
    begin_with,
    find_application,
    open_application,
    settle_check,
    settle_objection,
    sign_with,
)

__all__ = [
    "AgreementMissing",
    "AnswerMissing",
    "CannotObject",
    "ExportReasonMissing",
    "NotAnAdvisor",
    "NotReadBack",
    "NotThisForm",
    "NothingToCall",
    "act_for",
    "agree",
    "answer_act",
    "ask_call_back",
    "ask_calls",
    "assign",
    "begin_with",
    "declare_from_form",
    "declare_with",
    "end_calls",
    "end_conversation",
    "export_habits",
    "find_application",
    "find_form",
    "find_helped",
    "find_person",
    "forget_assisted",
    "object_to_act",
    "open_application",
    "open_file",
    "open_form",
    "save_assisted",
    "settle_calls",
    "settle_check",
    "settle_objection",
    "sign_with",
]

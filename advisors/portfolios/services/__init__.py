"""The verbs of a portfolio, by noun: ``assignments``, ``assistance``, ``calls``, ``files``, ``habits``, ``registering``."""

from advisors.portfolios.services.assignments import NotAnAdvisor, assign
from advisors.portfolios.services.assistance import declare_from_form, declare_with, forget_assisted, save_assisted
from advisors.portfolios.services.calls import NothingToCall, ask_call_back, ask_calls, end_calls, settle_calls
from advisors.portfolios.services.files import find_form, find_person, open_file, open_form
from advisors.portfolios.services.habits import ExportReasonMissing, export_habits
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
    "ExportReasonMissing",
    "NotAnAdvisor",
    "NotReadBack",
    "NotThisForm",
    "NothingToCall",
    "ask_call_back",
    "ask_calls",
    "assign",
    "begin_with",
    "declare_from_form",
    "declare_with",
    "end_calls",
    "export_habits",
    "find_application",
    "find_form",
    "find_person",
    "forget_assisted",
    "open_application",
    "open_file",
    "open_form",
    "save_assisted",
    "settle_calls",
    "settle_check",
    "settle_objection",
    "sign_with",
]

"""The verbs of a portfolio, by noun: ``assignments``, ``assistance``, ``calls``, ``files``."""

from advisors.portfolios.services.assignments import NotAnAdvisor, assign
from advisors.portfolios.services.assistance import declare_from_form, declare_with, forget_assisted, save_assisted
from advisors.portfolios.services.calls import NothingToCall, ask_call_back, ask_calls, end_calls, settle_calls
from advisors.portfolios.services.files import find_form, find_person, open_file, open_form

__all__ = [
    "NotAnAdvisor",
    "NothingToCall",
    "ask_call_back",
    "ask_calls",
    "assign",
    "declare_from_form",
    "declare_with",
    "end_calls",
    "find_form",
    "find_person",
    "forget_assisted",
    "open_file",
    "open_form",
    "save_assisted",
    "settle_calls",
]

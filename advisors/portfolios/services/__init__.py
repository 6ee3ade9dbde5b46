"""The verbs of a portfolio, by noun: ``assignments``, ``calls``, ``files``."""

from advisors.portfolios.services.assignments import NotAnAdvisor, assign
from advisors.portfolios.services.calls import ask_calls, drop_calls, settle_call
from advisors.portfolios.services.files import open_file

__all__ = ["NotAnAdvisor", "ask_calls", "assign", "drop_calls", "open_file", "settle_call"]

"""The verbs of the room."""

from benefits.payments.services.bank import UnknownTransfer, bank_accepted, bank_rejected, bank_returned
from benefits.payments.services.books import balance
from benefits.payments.services.execution import FileChanged, execute, execute_next, send_file_again
from benefits.payments.services.holds import account_changed, resume_with_account, send_again
from benefits.payments.services.pricing import Estimate, estimate, in_words, lines, price
from benefits.payments.services.runs import (
    FourEyes,
    Progress,
    cancel_run,
    check_run,
    is_time_to_prepare,
    prepare_run,
    progress,
    release_run,
)
from benefits.payments.services.sweep import price_missing
from benefits.payments.services.tasks import settle_task
from benefits.payments.services.telling import tell

__all__ = [
    "Estimate", "FileChanged", "FourEyes", "Progress", "UnknownTransfer", "account_changed", "balance", "bank_accepted",
    "bank_rejected", "bank_returned", "cancel_run", "check_run", "estimate", "execute", "execute_next", "in_words",
    "is_time_to_prepare", "lines", "prepare_run", "price", "price_missing", "progress", "release_run", "resume_with_account",
    "send_again", "send_file_again", "settle_task", "tell",
]  # fmt: skip

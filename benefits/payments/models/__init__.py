"""What is due to each person, what was sent, and the books."""

from benefits.payments.models.ledger import Account, Entry, Movement
from benefits.payments.models.payment import BankReturn, HoldReason, Payment, RuleSet
from benefits.payments.models.payment import State as PaymentState
from benefits.payments.models.queue import PricingSlice
from benefits.payments.models.run import BankFile, FileState, PaymentRun, RunState
from benefits.payments.models.staff import StaffTask, TaskKind, TaskState

__all__ = [
    "Account", "BankFile", "BankReturn", "Entry", "FileState", "HoldReason", "Movement", "Payment", "PaymentRun",
    "PaymentState", "PricingSlice", "RuleSet", "RunState", "StaffTask", "TaskKind", "TaskState",
]  # fmt: skip

"""What the bank answers: a transfer taken, returned, or a whole file refused."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from benefits.payments import kinds
from benefits.payments.models import BankFile, BankReturn, FileState, Payment, PaymentState, TaskKind
from benefits.payments.models.reasons import NextStep, next_step
from benefits.payments.services import books, holds, tasks
from portal import clock
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.refusals import Refused
from portal.states import transition
from seekers.profiles import services as profiles
from seekers.profiles.models import BankAccount

WRITTEN_ID = re.compile(r"RB-(\d{1,18})-(\d{1,4})", re.ASCII)

TASKS = {
    NextStep.NEW_ACCOUNT: TaskKind.ACCOUNT_REFUSED,
    NextStep.EXPLAIN: TaskKind.BLOCKED,
    NextStep.SEND_AGAIN: TaskKind.FILE_ERROR,
    NextStep.CHECK: TaskKind.DUPLICATE,
    NextStep.STOP: TaskKind.DECEASED,
}


class UnknownTransfer(Refused):
    """We never sent this."""

    code = "unknown_transfer"


def bank_returned(*, end_to_end_id: str, code: str, actor: Any, now: datetime) -> BankReturn:
    """The money of one transfer came back with an ISO 20022 reason: booked once, however often it is said.

    The ledger is reversed, the staff has a task, and what follows depends on the code (``NEXT_STEPS``): wait for another
    account, explain, send again, check, or stop.  Refused: ``UnknownTransfer``.
    """
    payment_id, attempt = _read(end_to_end_id)
    with transaction.atomic():
        payment = (
            Payment.objects.select_for_update(of=("self",)).select_related("seeker__user").filter(pk=payment_id).first()
        )
        if payment is None:
            raise UnknownTransfer(_("Nous n’avons pas envoyé ce virement."), end_to_end_id=end_to_end_id)
        known = BankReturn.objects.filter(payment=payment, attempt=attempt).first()
        if known:
            return known
        sent = payment.attempt == attempt and payment.state in (PaymentState.ORDERED, PaymentState.PAID)
        if not sent or payment.file is None:
            raise UnknownTransfer(_("Nous n’avons pas envoyé ce virement."), end_to_end_id=end_to_end_id)
        returned = BankReturn.objects.create(
            payment=payment,
            attempt=attempt,
            file=payment.file,
            code=code,
            payee_name=payment.payee_name,
            payee_iban=payment.payee_iban,
            at=now,
        )
        books.post_return(returned, payment.amount_cents)
        nowhere = {"file": None, "payee_name": "", "payee_iban": "", "ordered_at": None, "paid_on": None}
        payment = transition(payment, PaymentState.RETURNED, actor=actor, reason=code, **nowhere)
        step = next_step(code)
        tasks.ask_staff(TASKS[step], payment=payment, amount_cents=payment.amount_cents, code=code, now=now)
        _follow(step, payment, returned, actor, now)
        return returned


def _follow(step: NextStep, payment: Payment, returned: BankReturn, actor: Any, now: datetime) -> None:
    if step is NextStep.STOP:
        transition(payment, PaymentState.STOPPED, actor=actor, reason=returned.code)
        return
    if step is NextStep.SEND_AGAIN:
        holds.due_again(payment, actor=actor, now=now)
        return
    account = BankAccount.objects.live().filter(seeker=payment.seeker_id, iban=returned.payee_iban).first()
    if step is NextStep.NEW_ACCOUNT and account is not None:
        profiles.bank_refused(account=account, code=returned.code, actor=actor, now=now)  # which asks for another
    elif step is NextStep.NEW_ACCOUNT:
        holds.account_changed(seeker_id=payment.seeker_id, actor=actor, now=now)  # another was given in between
    else:
        key = f"payment:{payment.pk}:returned:{returned.attempt}"
        context = {"month": payment.month}
        notifications.post(kind=kinds.PaymentReturned, user=payment.person, context=context, dedupe_key=key, now=now)


def bank_accepted(*, file: BankFile, actor: Any, now: datetime) -> int:
    """The bank settled a whole file: its payments are paid, but those that it returned; how many."""
    with transaction.atomic():
        file = BankFile.objects.select_for_update().get(pk=file.pk)
        ordered = Payment.objects.filter(pk__range=(file.first_id, file.last_id), file=file, state=PaymentState.ORDERED)
        count = ordered.update(state=PaymentState.PAID, paid_on=clock.day_of(now))
        if count:
            BankFile.objects.filter(pk=file.pk).update(accepted_at=now)
            audit.record(action="payments.file_accepted", target=file, actor=actor, details={"count": count})
    return count


def bank_rejected(*, file: BankFile, code: str, actor: Any, now: datetime) -> BankFile:
    """The bank could not take the file at all, so nobody of it was paid.  The staff mends the cause, then ``send_file_again``."""
    return transition(file, FileState.REJECTED, actor=actor, reason=code, reject_code=code[:4])


def _read(end_to_end_id: str) -> tuple[int, int]:
    written = WRITTEN_ID.fullmatch(end_to_end_id)
    if written is None:
        raise UnknownTransfer(_("Nous n’avons pas envoyé ce virement."), end_to_end_id=end_to_end_id)
    return int(written[1]), int(written[2])

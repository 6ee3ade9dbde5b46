"""Payments without a usable account wait, in sight of the staff and of the person, until one is given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from benefits.payments import kinds
from benefits.payments.models import HoldReason, Payment, PaymentState, TaskKind
from benefits.payments.models.reasons import NextStep, next_step
from benefits.payments.services import tasks
from portal.audit import services as audit
from portal.months import Month
from portal.notifications import services as notifications
from portal.notifications.services import Row
from portal.states import transition
from seekers.profiles.models import BankAccount

HOLD = """
    UPDATE payments_payment p
    SET state = 'held', hold_reason = CASE WHEN EXISTS (
        SELECT FROM profiles_bankaccount a WHERE a.seeker_id = p.seeker_id AND a.ended_at IS NULL
    ) THEN 'account_refused' ELSE 'no_account' END
    WHERE p.state = 'due' AND p.month <= %s AND NOT EXISTS (
        SELECT FROM profiles_bankaccount a
        WHERE a.seeker_id = p.seeker_id AND a.ended_at IS NULL AND a.refused_code = '')
    RETURNING p.id
"""
"""Due → held."""


def hold_without_account(*, through: Month, now: datetime) -> int:
    """Hold what is due and cannot be sent: one staff task and one message each; how many."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(HOLD, [through.first])
            ids = [row[0] for row in cursor.fetchall()]
        held = list(Payment.objects.filter(pk__in=ids).select_related("seeker").order_by("pk"))
        for payment in held:
            refused = payment.hold_reason == HoldReason.ACCOUNT_REFUSED
            kind = TaskKind.ACCOUNT_REFUSED if refused else TaskKind.NO_ACCOUNT
            tasks.ask_staff(kind, payment=payment, amount_cents=payment.amount_cents, now=now)
        rows = [Row(each.seeker.user_id, f"payment:{each.pk}:account", {"month": each.month}) for each in held]
        notifications.post_many(kind=kinds.PaymentNeedsAccount, rows=rows, now=now)
    return len(held)


def account_changed(*, seeker_id: int, actor: Any, now: datetime) -> int:
    """A new account was given: what waited for it is due again, under a new attempt when the bank had returned it.

    What the bank returned for another reason (a blocked account to be explained, a duplicate) stays with the staff.
    """
    usable = BankAccount.objects.live().filter(seeker=seeker_id, refused_code="").exists()
    if not usable:
        return 0
    waiting = Payment.objects.filter(seeker=seeker_id, state__in=[PaymentState.HELD, PaymentState.RETURNED])
    count = 0
    with transaction.atomic():
        for payment in waiting.order_by("pk"):
            if payment.state == PaymentState.RETURNED and not _was_for_the_account(payment):
                continue
            due_again(payment, actor=actor, now=now)
            kinds_of_task = (TaskKind.NO_ACCOUNT, TaskKind.ACCOUNT_REFUSED)
            tasks.drop_tasks(payment=payment, kinds=kinds_of_task, now=now)
            count += 1
    return count


def resume_with_account(*, actor: Any, now: datetime) -> int:
    """The sweeper of ``account_changed``: whoever waits for an account and has one by now; how many payments are due again."""
    waiting = Payment.objects.filter(state__in=[PaymentState.HELD, PaymentState.RETURNED])
    usable = BankAccount.objects.live().filter(refused_code="", seeker=OuterRef("seeker"))
    people = waiting.filter(Exists(usable)).order_by("seeker").values_list("seeker_id", flat=True).distinct()
    return sum(account_changed(seeker_id=seeker_id, actor=actor, now=now) for seeker_id in list(people))


def due_again(payment: Payment, *, actor: Any, now: datetime) -> Payment:
    """Held or returned → due: the next run takes it.  A returned one gets a new attempt, so a new EndToEndId."""
    attempt = payment.attempt + (payment.state == PaymentState.RETURNED)
    return transition(payment, PaymentState.DUE, actor=actor, hold_reason="", due_since=now, attempt=attempt)


def send_again(*, payment: Payment, reason: str, actor: Any, now: datetime) -> Payment:
    """A member of the staff has settled why the bank returned the money: the next run sends it again."""
    audit.record(action="payment.send_again", target=payment, actor=actor, reason=reason)
    return due_again(payment, actor=actor, now=now)


def _was_for_the_account(payment: Payment) -> bool:
    last = payment.returns.order_by("-attempt").first()
    return last is not None and next_step(last.code) is NextStep.NEW_ACCOUNT

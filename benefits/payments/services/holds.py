"""Payments without a usable account wait, in sight of the staff and of the person, until one is given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from benefits.payments import kinds
from benefits.payments.models import HoldReason, Payment, PaymentState, TaskKind
from benefits.payments.models.reasons import NextStep, next_step
from benefits.payments.models.staff import ABOUT_THE_ACCOUNT
from benefits.payments.services import tasks
from portal.audit import services as audit
from portal.months import Month
from portal.notifications import services as notifications
from portal.notifications.services import Row
from portal.states import transition
from seekers.profiles.models import UNTIL_DECIDED, BankAccount

REASON = """coalesce((
        SELECT CASE WHEN a.refused_code <> '' THEN 'account_refused'
                    WHEN a.held_until = %(until_decided)s THEN 'account_checked' ELSE 'account_new' END
        FROM profiles_bankaccount a WHERE a.seeker_id = p.seeker_id AND a.ended_at IS NULL
    ), 'no_account')"""
"""Why the account of a person who cannot be paid cannot be."""

HOLD = f"""
    UPDATE payments_payment p SET state = 'held', hold_reason = {REASON}
    WHERE p.state = 'due' AND p.month <= %(through)s AND NOT EXISTS (
        SELECT FROM profiles_bankaccount a
        WHERE a.seeker_id = p.seeker_id AND a.ended_at IS NULL AND a.refused_code = ''
          AND (a.held_until IS NULL OR a.held_until <= %(now)s))
    RETURNING p.id
"""  # noqa: S608  (constants only)
"""Due → held."""

WHY = f"SELECT {REASON} FROM payments_payment p WHERE p.id = %(id)s"  # noqa: S608  (constants only)

TASK_OF: dict[str, TaskKind] = {
    HoldReason.NO_ACCOUNT: TaskKind.NO_ACCOUNT,
    HoldReason.ACCOUNT_REFUSED: TaskKind.ACCOUNT_REFUSED,
    HoldReason.ACCOUNT_NEW: TaskKind.ACCOUNT_NEW,
    HoldReason.ACCOUNT_CHECKED: TaskKind.ACCOUNT_CHECKED,
}
NOT_ASKED = frozenset({HoldReason.ACCOUNT_NEW, HoldReason.ACCOUNT_CHECKED})
"""The person has given an account: nothing more is asked of them."""


def hold_without_account(*, through: Month, now: datetime) -> int:
    """Hold what is due and cannot be sent: one staff task each, and one message when the person must act; how many.

    Who changed their account lately was told then from which day it is paid.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(HOLD, {"through": through.first, "now": now, "until_decided": UNTIL_DECIDED})
            ids = [row[0] for row in cursor.fetchall()]
        held = list(Payment.objects.filter(pk__in=ids).select_related("seeker").order_by("pk"))
        for payment in held:
            tasks.ask_staff(TASK_OF[payment.hold_reason], payment=payment, amount_cents=payment.amount_cents, now=now)
        asked = [each for each in held if each.hold_reason not in NOT_ASKED]
        rows = [Row(each.seeker.user_id, f"payment:{each.pk}:account", {"month": each.month}) for each in asked]
        notifications.post_many(kind=kinds.PaymentNeedsAccount, rows=rows, now=now)
    return len(held)


def account_changed(*, seeker_id: int, actor: Any, now: datetime) -> int:
    """A new account may be paid: what waited for it is due again, under a new attempt when the bank had returned it.

    An account that waits itself (``seekers.profiles.services``: three days, or a decision of the staff) says why instead,
    and the sweeper comes back.  What the bank returned for another reason (a blocked account to be explained, a
    duplicate) stays with the staff.
    """
    waiting = Payment.objects.filter(seeker=seeker_id, state__in=[PaymentState.HELD, PaymentState.RETURNED])
    with transaction.atomic():
        for_the_account = [each for each in waiting.order_by("pk") if _was_for_the_account(each)]
        if not BankAccount.objects.usable(now).filter(seeker=seeker_id).exists():
            _say_why(for_the_account, now=now)
            return 0
        for payment in for_the_account:
            due_again(payment, actor=actor, now=now)
            tasks.drop_tasks(payment=payment, kinds=ABOUT_THE_ACCOUNT, now=now)
    return len(for_the_account)


def resume_with_account(*, actor: Any, now: datetime) -> int:
    """The sweeper of ``account_changed``: whoever waits for an account and has one by now; how many payments are due again."""
    waiting = Payment.objects.filter(state__in=[PaymentState.HELD, PaymentState.RETURNED])
    usable = BankAccount.objects.usable(now).filter(seeker=OuterRef("seeker"))
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


def _say_why(payments: list[Payment], *, now: datetime) -> None:
    """What they wait for now, to the person and to the staff: another account has come, or the one given is held."""
    for payment in payments:
        with connection.cursor() as cursor:
            cursor.execute(WHY, {"id": payment.pk, "until_decided": UNTIL_DECIDED})
            reason = cursor.fetchone()[0]
        if payment.state == PaymentState.HELD:
            Payment.objects.filter(pk=payment.pk).update(hold_reason=reason)
        elif reason not in NOT_ASKED:
            continue  # returned, and no other account yet: the task of the return stands
        others = tuple(kind for kind in ABOUT_THE_ACCOUNT if kind != TASK_OF[reason])
        tasks.drop_tasks(payment=payment, kinds=others, now=now)
        tasks.ask_staff(TASK_OF[reason], payment=payment, amount_cents=payment.amount_cents, now=now)


def _was_for_the_account(payment: Payment) -> bool:
    if payment.state == PaymentState.HELD:
        return True
    last = payment.returns.order_by("-attempt").first()
    return last is not None and next_step(last.code) is NextStep.NEW_ACCOUNT

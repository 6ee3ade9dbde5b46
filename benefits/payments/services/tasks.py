"""Asking a person of the staff to look."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from benefits.payments.models import Payment, StaffTask, TaskKind, TaskState
from portal.states import transition


def ask_staff(kind: TaskKind, *, payment: Payment, amount_cents: int, now: datetime, code: str = "") -> None:
    """One task a kind and payment while it is open: asked twice, written once."""
    task = StaffTask(
        kind=kind, seeker_id=payment.seeker_id, payment=payment, amount_cents=amount_cents, code=code, created_at=now
    )
    StaffTask.objects.bulk_create([task], ignore_conflicts=True)


def settle_task(*, task: StaffTask, note: str, actor: Any, now: datetime) -> StaffTask:
    """Dealt with by ``actor``, who says how."""
    return transition(task, TaskState.DONE, actor=actor, reason=note, note=note, settled_by=actor, settled_at=now)


def drop_tasks(*, payment: Payment, kinds: tuple[TaskKind, ...], now: datetime) -> int:
    """No longer needed: the person gave a new account by themselves."""
    waiting = StaffTask.objects.open().filter(payment=payment, kind__in=kinds)
    return waiting.update(state=TaskState.DROPPED, settled_at=now)

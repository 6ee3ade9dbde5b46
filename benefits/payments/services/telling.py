"""Telling the people of a written file that their money is on its way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from benefits.payments import kinds
from benefits.payments.models import BankFile, Payment, PaymentState
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.notifications.services import Row

SLICE = 2_000


def tell(*, file: BankFile, now: datetime) -> int:
    """One message a payment of ``file``, by slices; done again after a crash, it writes only what is missing.  How many.

    The system acts: one line of audit a file.
    """
    transfer_on = file.run.transfer_on
    ordered = Payment.objects.filter(file=file, pk__range=(file.first_id, file.last_id), state=PaymentState.ORDERED)
    count, last = 0, 0
    while people := list(
        ordered.filter(pk__gt=last).order_by("pk").values_list("pk", "attempt", "month", "seeker__user_id")[:SLICE]
    ):
        rows = [
            Row(user_id, f"payment:{payment_id}:{attempt}", {"month": month, "day": transfer_on})
            for payment_id, attempt, month, user_id in people
        ]
        with transaction.atomic():
            count += notifications.post_many(kind=kinds.PaymentOnItsWay, rows=rows, now=now).created
        last = people[-1][0]
    with transaction.atomic():
        BankFile.objects.filter(pk=file.pk).update(told_at=now)
        audit.record(action="payments.people_told", target=file, actor=None, details={"messages": count})
    return count

"""Doorbells: a ring says that messages may be waiting; the rows say which."""

from __future__ import annotations

import time

from celery import Task

from portal import clock, queue
from portal.notifications.gateways import gateway_for
from portal.notifications.models import Channel, DeliveryReceipt, Message
from portal.notifications.services import receipts
from portal.notifications.services.sending import send_slice
from portal.prepared import Prepared

RUN_FOR = 50.0
"""Seconds after which a task gives its place back to others; the sweeper rings again every minute."""
_RECEIPTS = Prepared(lambda given: DeliveryReceipt.objects.filter(applied=False))
_SILENT = Prepared(lambda given: Message.objects.silent(given("before")))
_DUE = Prepared(lambda given: Message.objects.due(given("channel"), given("now")))


@queue.task(bind=True)
def send_due(self: Task) -> None:
    """The sweeper: apply receipts that came too early, give up what the operator forgot, ring where something waits.

    Played here and now (``manage.py advance``, a test), it rings here and now too: what is due at this hour of the
    demonstration leaves at this hour.
    """
    now = clock.now()
    if _RECEIPTS.any():
        receipts.apply_waiting(now=now)
    if _SILENT.any(before=now - receipts.SILENCE):
        receipts.give_up_silent(now=now)
    for channel, bell in BELLS.items():
        if _DUE.any(channel=channel, now=now):
            bell.apply(throw=True) if self.request.is_eager else queue.ring(bell)


@queue.task(queue=queue.SMS)
def send_sms() -> None:
    _send(Channel.SMS)


@queue.task(queue=queue.EMAIL)
def send_emails() -> None:
    _send(Channel.EMAIL)


BELLS: dict[str, Task] = {Channel.SMS: send_sms, Channel.EMAIL: send_emails}


def _send(channel: str) -> None:
    """Slice after slice over the same connections, until nothing is due."""
    until = time.monotonic() + RUN_FOR
    with gateway_for(channel) as gateway:
        while send_slice(channel=channel, gateway=gateway, now=clock.now()) and time.monotonic() < until:
            pass

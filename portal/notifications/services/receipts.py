"""What the operator says afterwards: each event counts once, in any order, and a settled message stays settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from portal.notifications.models import DeliveryReceipt, Message, State
from portal.notifications.services.settling import after_failures

SILENCE = timedelta(hours=72)
"""After this long without a receipt the operator no longer tries: the message was not received."""
SLICE = 2000

_APPLY = """
    WITH waiting AS (
        SELECT id, reference, at, code FROM notifications_deliveryreceipt
         WHERE NOT applied AND (cardinality(%(references)s::uuid[]) = 0 OR reference = ANY(%(references)s::uuid[]))
         ORDER BY at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    ), known AS (
        SELECT waiting.id, message.id AS message_id, message.state, waiting.at, waiting.code,
               row_number() OVER (PARTITION BY message.id ORDER BY waiting.at, waiting.id) AS turn
          FROM waiting JOIN notifications_message AS message USING (reference)
    ), moved AS (
        UPDATE notifications_message AS message
           SET state = known.code, settled_at = known.at, lease_until = NULL, uncertain = false,
               sent_at = CASE WHEN known.code = 'delivered' THEN coalesce(message.sent_at, known.at)
                              ELSE message.sent_at END
          FROM known
         WHERE message.id = known.message_id AND known.turn = 1
           AND message.state IN ('created', 'sending', 'sent')
        RETURNING message.id, message.state
    ), counted AS (
        UPDATE notifications_deliveryreceipt SET applied = true WHERE id IN (SELECT id FROM known)
    )
    SELECT id FROM moved WHERE state <> 'delivered'
"""


@dataclass(frozen=True, slots=True)
class Event:
    """``code`` is one of ``delivered``, ``temporary_failure``, ``permanent_failure``; ``at`` is the operator's time."""

    event_id: str
    reference: UUID
    code: str
    at: datetime


CODES = frozenset({State.DELIVERED, State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE})


def receive(*, provider: str, events: Iterable[Event], now: datetime) -> int:
    """Keep ``events`` and apply those whose message is known; return how many were new.

    The door has checked the signature.  An event about a message that is not known yet is kept, and applied later.
    """
    events = list(events)
    with transaction.atomic():
        before = DeliveryReceipt.objects.filter(provider=provider, event_id__in=[e.event_id for e in events]).count()
        DeliveryReceipt.objects.bulk_create(
            [
                DeliveryReceipt(
                    provider=provider, event_id=e.event_id, reference=e.reference, code=e.code, at=e.at, received_at=now
                )
                for e in events
            ],
            ignore_conflicts=True,
        )
        apply_waiting(references=[e.reference for e in events], now=now)
    return len({e.event_id for e in events}) - before


def apply_waiting(*, references: Iterable[UUID] = (), now: datetime) -> None:
    """Move the messages that kept receipts speak of (those of ``references``, or the oldest slice of all)."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_APPLY, {"references": [str(each) for each in references], "limit": SLICE})
            failed = [line[0] for line in cursor.fetchall()]
        after_failures(failed, now)


def give_up_silent(*, now: datetime) -> int:
    """SMS handed over ``SILENCE`` ago without any receipt: not received.  Return how many."""
    silent = Message.objects.silent(now - SILENCE)
    with transaction.atomic():
        ids = list(silent.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)[:SLICE])
        Message.objects.filter(pk__in=ids).update(
            state=State.TEMPORARY_FAILURE, provider_code="no-receipt", settled_at=now
        )
        after_failures(ids, now)
    return len(ids)

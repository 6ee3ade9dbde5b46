"""What the operator says afterwards: signed, once, in any order, about messages that may not be known yet (F6, I10)."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from portal.notifications.gateways import Outcome, Result
from portal.notifications.models import DeliveryReceipt, Message, State
from portal.notifications.services import receipts
from tests.portal.notifications.factories import book, people
from tests.portal.notifications.test_sending import NOON, Scripted, send, states, wrote

pytestmark = pytest.mark.django_db
__all__ = ["book"]
SECRET = "demo-callback"


def told(client, *events, secret: str = SECRET, **headers):
    body = json.dumps({"provider": "fake", "events": list(events)}).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return client.post(
        reverse("notifications:receipts"),
        body,
        content_type="application/json",
        headers={"X-Signature": signature} | headers,
    )


def event(reference, status="delivered", *, at=NOON, identity: str | None = None) -> dict:
    return {"id": identity or str(uuid.uuid4()), "reference": str(reference), "status": status, "at": at.isoformat()}


@pytest.fixture
def sent(book):
    """Twelve SMS handed over, waiting for their receipts."""
    users = people(12)
    for user in users:
        book.add(user)
    wrote(users)
    send(gateway=Scripted(*[Outcome(Result.ACCEPTED, "accepted")] * 12))
    return list(Message.objects.filter(channel="sms").order_by("pk"))


def test_a_receipt_moves_its_message(client, sent):
    assert told(client, event(sent[0].reference)).status_code == 204
    sent[0].refresh_from_db()
    assert (sent[0].state, sent[0].settled_at) == (State.DELIVERED, NOON)


def test_each_three_times_shuffled_counts_once(client, sent):
    events = [event(m.reference, ["delivered", "permanent-failure"][n % 2]) for n, m in enumerate(sent)]
    repeated = events * 3
    random.Random(7).shuffle(repeated)
    for start in range(0, len(repeated), 5):
        told(client, *repeated[start : start + 5])
    assert states() == [State.DELIVERED, State.PERMANENT_FAILURE] * 6
    assert DeliveryReceipt.objects.count() == 12
    assert not DeliveryReceipt.objects.filter(applied=False).exists()


def test_a_settled_message_stays_settled(client, sent):
    told(client, event(sent[0].reference, "delivered"))
    told(client, event(sent[0].reference, "permanent-failure", at=NOON + timedelta(hours=1)))
    sent[0].refresh_from_db()
    assert sent[0].state == State.DELIVERED


def test_of_two_contradictory_events_the_earlier_wins(client, sent):
    late = event(sent[0].reference, "delivered", at=NOON + timedelta(hours=1))
    told(client, late, event(sent[0].reference, "temporary-failure"))
    sent[0].refresh_from_db()
    assert sent[0].state == State.TEMPORARY_FAILURE


def test_a_receipt_that_comes_before_its_message_is_kept_and_applied_later(client, book):
    [user] = people(1)
    book.add(user)
    early = uuid.uuid4()
    told(client, event(early))
    assert DeliveryReceipt.objects.get().applied is False
    wrote([user])
    Message.objects.filter(channel="sms").update(reference=early)
    receipts.apply_waiting(now=NOON)
    assert states() == [State.DELIVERED]
    assert send() == 0


def test_a_failure_learnt_from_a_receipt_marks_the_address_and_goes_on_by_email(client, sent, book):
    told(client, event(sent[0].reference, "permanent-failure"))
    assert book.dead == [(sent[0].user_id, "sms")]
    assert Message.objects.get(channel="email").user_id == sent[0].user_id


@pytest.mark.parametrize("signature", ["", "0" * 64, "é"], ids=["none", "wrong", "odd"])
def test_forged(client, sent, signature):
    answer = told(client, event(sent[0].reference), **{"X-Signature": signature.encode().decode("latin-1")})
    assert answer.status_code == 401
    assert not DeliveryReceipt.objects.exists()


def test_without_a_secret_of_ours_every_receipt_is_forged(client, sent, settings):
    settings.SMS_GATEWAY_CALLBACK_SECRET = ""
    assert told(client, event(sent[0].reference), secret="").status_code == 401


@pytest.mark.parametrize(
    "events",
    [[{"id": "1"}], [{"id": "1", "reference": "x", "status": "delivered", "at": NOON.isoformat()}], ["x"],
     [{"id": "1", "reference": str(uuid.uuid4()), "status": "delivered", "at": "2026-11-30T12:00:00"}]],
    ids=["incomplete", "not a reference", "not an event", "no zone"],
)  # fmt: skip
def test_signed_nonsense_is_refused_politely(client, events):
    assert told(client, *events).status_code == 400


def test_statuses_that_settle_nothing_are_ignored(client, sent):
    assert told(client, event(sent[0].reference, "queued")).status_code == 204
    assert not DeliveryReceipt.objects.exists()


def test_three_days_of_silence_mean_not_received(sent):
    assert receipts.give_up_silent(now=NOON + timedelta(hours=71)) == 0
    assert receipts.give_up_silent(now=NOON + timedelta(hours=73)) == 12
    assert set(states()) == {State.TEMPORARY_FAILURE}

"""The inbox of each, and of nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from portal import identifiers
from portal.notifications.models import Message
from portal.notifications.services import Row, post_many
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.notifications.factories import CONTEXT, Opening, book
from tests.portal.notifications.test_sending import NOON, send, wrote
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
__all__ = ["book"]


@pytest.fixture
def person(book):
    made = UserFactory()
    book.add(made)
    wrote([made])
    return made


def test_a_person_reads_their_messages_and_opening_one_marks_it_read(person):
    client = signed_in(person)
    page = client.get(reverse("notifications:inbox"))
    assert "Déclarez novembre 2026" in page.content.decode()
    assert "Non lu" in page.content.decode()
    message = Message.objects.get(channel="inbox")
    opened = client.get(reverse("notifications:message", args=[message.reference]))
    assert "avant le 15 décembre" in opened.content.decode()
    message.refresh_from_db()
    first = message.read_at
    assert first is not None
    client.get(reverse("notifications:message", args=[message.reference]))
    message.refresh_from_db()
    assert message.read_at == first
    assert "Non lu" not in client.get(reverse("notifications:inbox")).content.decode()


def test_the_message_of_another_does_not_exist(person):
    message = Message.objects.get(channel="inbox")
    stranger = signed_in(UserFactory())
    assert stranger.get(reverse("notifications:message", args=[message.reference])).status_code == 404
    assert "Déclarez" not in stranger.get(reverse("notifications:inbox")).content.decode()
    message.refresh_from_db()
    assert message.read_at is None


def test_what_we_sent_elsewhere_is_listed_with_its_fate_and_a_masked_number(person):
    send()
    page = signed_in(person).get(reverse("notifications:sent")).content.decode()
    sms = Message.objects.get(channel="sms")
    assert "REBOND: déclarez novembre" in page
    assert "Reçu" in page
    assert sms.address not in page
    assert f"…{sms.address[-4:]}" in page


def test_the_telephone_of_the_demonstration_shows_what_it_received(person):
    send()
    page = Client().get(reverse("notifications:telephone")).content.decode()
    assert "REBOND: déclarez novembre" in page
    number = Message.objects.get(channel="sms").address
    for typed in (number, identifiers.national(number)):
        assert "REBOND" in Client().get(reverse("notifications:telephone"), {"numero": typed}).content.decode()
    assert Client().get(reverse("notifications:telephone"), {"numero": f"\0{number}"}).status_code == 200
    assert (
        "REBOND: d" not in Client().get(reverse("notifications:telephone"), {"numero": "+33600000000"}).content.decode()
    )


@pytest.mark.parametrize("name", ["inbox", "sent"])
def test_as_many_queries_for_fifty_as_for_one(person, name):
    client = signed_in(person)
    client.get(reverse(f"notifications:{name}"))
    rows = [Row(person.pk, f"more{n}") for n in range(50)]
    post_many(kind=Opening, rows=rows, context=CONTEXT, now=NOON, channels=["sms"])
    assert len(queries_of(lambda: client.get(reverse(f"notifications:{name}")))) <= 8

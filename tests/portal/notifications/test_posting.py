"""What is written for whom, in which words, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portal.notifications.models import Channel, Message, State
from portal.notifications.services import Row, post, post_many
from tests.portal.notifications.factories import CONTEXT, Opening, book, people

NOON = datetime(2026, 11, 30, 11, tzinfo=UTC)  # a Monday
pytestmark = pytest.mark.django_db
__all__ = ["book"]


def channels_of(user) -> set[str]:
    return set(Message.objects.filter(user=user).values_list("channel", flat=True))


def write(user, key="k", **options):
    return post(kind=Opening, user=user, context=CONTEXT, dedupe_key=key, now=NOON, **options)


def test_inbox_always_and_the_preferred_channel(book):
    sms, email, site = people(3)
    book.add(sms)
    book.add(email, preferred="email")
    book.add(site, preferred="inbox")
    for number, user in enumerate((sms, email, site)):
        write(user, f"k{number}")
    assert channels_of(sms) == {"inbox", "sms"}
    assert channels_of(email) == {"inbox", "email"}
    assert channels_of(site) == {"inbox"}


def test_the_sms_says_who_speaks_where_to_go_and_whom_to_call(book, settings):
    settings.SITE_URL = "https://rebond.example"
    [user] = people(1)
    book.add(user)
    write(user)
    sms = Message.objects.get(channel=Channel.SMS)
    assert sms.body == ("REBOND: déclarez novembre avant le 15/12. https://rebond.example/declarations/ Aide : 39 49")
    inbox = Message.objects.get(channel=Channel.INBOX)
    assert (inbox.subject, inbox.body) == (
        "Déclarez novembre 2026",
        "Bonjour, déclarez novembre 2026 avant le 15 décembre.",
    )
    assert inbox.state == State.DELIVERED


def test_each_person_is_written_to_in_their_language(book):
    [user] = people(1, language="en")
    book.add(user)
    write(user)
    sms = Message.objects.get(channel=Channel.SMS)
    assert sms.body.startswith("REBOND: declare November before 15/12.")
    assert sms.language == "en"


def test_a_second_post_with_the_same_key_writes_nothing(book):
    [user] = people(1)
    book.add(user)
    first, second = write(user), write(user)
    assert [m.pk for m in first] == [m.pk for m in second]
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"phone_works": False}, {"inbox", "email"}),
        ({"phone": "+33899700000"}, {"inbox", "email"}),
        ({"phone": "+447700900123"}, {"inbox", "email"}),
        ({"phone": ""}, {"inbox", "email"}),
        ({"preferred": "email", "email_works": False}, {"inbox", "sms"}),
        ({"phone": "", "email": ""}, {"inbox"}),
    ],
    ids=["dead number", "premium number", "foreign number", "no number", "dead mailbox", "nothing works"],
)
def test_a_channel_that_does_not_work_gives_way_to_the_next(book, facts, expected):
    [user] = people(1)
    book.add(user, **facts)
    write(user)
    assert channels_of(user) == expected


def test_who_has_no_working_channel_is_named_so_that_someone_calls(book):
    reached, lost = people(2)
    book.add(reached)
    book.add(lost, phone="", email="")
    posted = post_many(
        kind=Opening, rows=[Row(reached.pk, "a"), Row(lost.pk, "b")], context=CONTEXT, now=NOON, channels=["sms"]
    )
    assert posted.unreachable == (lost.pk,)
    assert posted.created == 3


def test_an_account_that_is_closed_gets_nothing(book):
    [user] = people(1)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert write(user) == []


def test_a_night_message_waits_for_the_morning_of_the_person(book):
    at_home, in_reunion = people(2)
    book.add(at_home)
    book.add(in_reunion, zone="Indian/Reunion")
    evening = datetime(2026, 11, 30, 18, 30, tzinfo=UTC)  # 19:30 in Paris, 22:30 in Saint-Denis
    for user in (at_home, in_reunion):
        post(kind=Opening, user=user, context=CONTEXT, dedupe_key=str(user.pk), now=evening)
    assert Message.objects.get(channel="sms", user=at_home).not_before == evening
    assert Message.objects.get(channel="sms", user=in_reunion).not_before == datetime(2026, 12, 1, 4, tzinfo=UTC)


def test_a_deadline_within_twelve_hours_breaks_the_silence(book):
    [user] = people(1)
    book.add(user)
    sunday = datetime(2026, 11, 29, 10, tzinfo=UTC)
    write_at = {"kind": Opening, "user": user, "context": CONTEXT, "now": sunday}
    post(**write_at, dedupe_key="near", drop_dead_at=sunday + timedelta(hours=12))
    post(**write_at, dedupe_key="far", drop_dead_at=sunday + timedelta(hours=13))
    assert Message.objects.get(channel="sms", dedupe_key="near").not_before == sunday
    assert Message.objects.get(channel="sms", dedupe_key="far").not_before == sunday + timedelta(hours=1)


def test_the_index_decides_not_a_query(book):
    """Without the unique index the same message is written twice: the guard is the index and nothing else."""
    from django.db import connection
    from django.db.utils import ProgrammingError

    [user] = people(1)
    book.add(user)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notifications_message DROP CONSTRAINT said_once_per_channel")
    with pytest.raises(ProgrammingError, match="ON CONFLICT"):
        write(user)

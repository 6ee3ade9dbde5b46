"""Many at once, in real transactions: the index and the locks decide, never a reading."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from portal.notifications.models import Message
from portal.refusals import Refused
from seekers.declarations import services
from seekers.declarations.models import Declaration, Version
from seekers.registration import services as registrations
from seekers.registration.models import Registration
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, OPEN, bakery, said, sent, worked
from tests.seekers.registration.factories import RegistrationFactory, registered
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_fifty_clicks_make_one_declaration_and_one_proof():
    person = registered()
    results = at_once(*[lambda: sent(person, worked(bakery())).receipt] * 50)
    assert len(set(results)) == 1
    assert Version.objects.get().receipt == results[0]
    assert Declaration.objects.count() == 1
    assert Message.objects.filter(channel="inbox").count() == 1


def test_different_answers_at_once_one_wins_and_the_others_read_both():
    person = registered()
    answers = [worked(bakery(minutes=2400 + minutes)) for minutes in range(10)]
    results = at_once(*[lambda each=each: sent(person, each) for each in answers])
    [winner] = [each for each in results if isinstance(each, Version)]
    losers = [each for each in results if each is not winner]
    assert all(isinstance(each, services.Conflict) for each in losers), losers
    assert {each.version.pk for each in losers} == {winner.pk}
    assert {each.theirs.sha256() for each in losers} == {winner.content_sha256}
    assert len({each.mine.sha256() for each in losers}) == 9


def test_without_its_index_the_same_clicks_make_several():
    """The guard is the index: taken away, the test above would see duplicates."""
    person = registered()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE declarations_declaration DROP CONSTRAINT one_declaration_per_month")
    at_once(*[lambda: sent(person, worked(bakery()))] * 50)
    assert Declaration.objects.count() > 1


def test_drafts_of_two_devices_at_once_make_one_row():
    person = registered()

    def save(step: str) -> Any:
        return services.save_draft(
            seeker=person, month=NOVEMBER, answers=worked(bakery()), step=step, actor=person.user, now=OPEN
        )

    results = at_once(*[lambda: save("month"), lambda: save("details")] * 5)
    assert not [each for each in results if isinstance(each, Exception)]
    assert Declaration.objects.count() == 1


def test_coming_back_twice_at_once_is_coming_back_once():
    person = RegistrationFactory(forgot=True).seeker
    results = at_once(*[lambda: registrations.register_again(seeker=person, actor=person.user, now=OPEN)] * 8)
    assert len([each for each in results if isinstance(each, Registration)]) == 1
    assert all(isinstance(each, Registration | registrations.AlreadyRegistered) for each in results), results
    assert Registration.objects.active().count() == 1


def test_without_its_index_someone_is_registered_twice():
    """The guard is the index: taken away, two active registrations stand side by side."""
    person = RegistrationFactory(forgot=True).seeker
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_active_registration")
    at_once(*[lambda: registrations.register(seeker=person, on=OPEN.date(), actor=None, now=OPEN)] * 8)
    assert Registration.objects.active().filter(seeker=person).count() > 1


def test_two_closings_at_once_end_everybody_once():
    services.ensure_window(NOVEMBER)
    for _ in range(30):
        registered()
    results = at_once(*[lambda: services.close_windows(now=CLOSED)] * 3)
    assert sum(results) == 30
    assert Message.objects.filter(kind="declarations.missed", channel="inbox").count() == 30
    assert not Registration.objects.active().exists()


def test_sending_while_the_window_closes_is_either_taken_or_refused_never_both():
    """Sent at the last second, arriving while the closing runs: whoever holds a proof keeps their registration."""
    window = services.ensure_window(NOVEMBER)
    last_second = services.closes_at(window, "Europe/Paris") - timedelta(seconds=1)
    people = [registered() for _ in range(12)]
    sending = [lambda person=person: sent(person, said(), now=last_second) for person in people]
    results = at_once(*sending, lambda: services.close_windows(now=CLOSED))
    *proofs, _ended = results
    assert not isinstance(_ended, Exception), _ended
    for person, proof in zip(people, proofs, strict=True):
        declared = Declaration.objects.get(seeker=person)
        active = Registration.objects.active().filter(seeker=person).exists()
        assert isinstance(proof, Version | Refused), proof
        assert (declared.state == "filed") == active == isinstance(proof, Version)

"""A town is founded by several processes, without bells and without waiting for the disk; nothing of that stays afterwards."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool

import pytest
from django.db import connection, transaction

from portal import queue
from portal.accounts.models import User
from portal.demo import hands
from portal.demo.tasks import travel
from tests.portal.accounts.factories import UserFactory

EVERYBODY = [f"{97_000_000_000 + number}" for number in range(40)]


def name_after_this_process(identifier: str) -> None:
    User.objects.filter(identifier=identifier).update(full_name=str(os.getpid()))


def die(identifier: str) -> None:
    os._exit(1)


def stumble(identifier: str) -> None:
    raise ValueError(identifier)


@pytest.fixture
def everybody():
    for identifier in EVERYBODY:
        UserFactory(identifier=identifier)


@pytest.fixture
def two_processors(monkeypatch):
    monkeypatch.setattr(hands, "_processors", lambda: 2)


def names() -> set[str]:
    return set(User.objects.filter(identifier__in=EVERYBODY).values_list("full_name", flat=True))


def waits_for_the_disk() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return cursor.fetchone()[0] == "on"


@pytest.mark.usefixtures("everybody", "two_processors")
@pytest.mark.django_db(transaction=True)
class TestFounding:
    def test_several_processes_do_each_item_once_and_tell(self):
        told: list[int] = []
        with hands.many_hands():
            hands.spread(name_after_this_process, EVERYBODY, told.append)
        assert len(names()) == 2
        assert str(os.getpid()) not in names()
        assert told == list(range(1, len(EVERYBODY) + 1))

    def test_outside_of_a_founding_everything_is_done_here(self):
        hands.spread(name_after_this_process, EVERYBODY)
        assert names() == {str(os.getpid())}

    def test_in_a_transaction_too_whose_rows_nobody_else_sees(self):
        with transaction.atomic(), hands.many_hands():
            hands.spread(name_after_this_process, EVERYBODY)
        assert names() == {str(os.getpid())}

    def test_a_refusal_in_another_process_is_heard_here(self):
        with hands.many_hands(), pytest.raises(ValueError, match=EVERYBODY[0]):
            hands.spread(stumble, EVERYBODY)

    def test_a_process_that_dies_does_not_leave_us_waiting(self):
        with hands.many_hands(), pytest.raises(BrokenProcessPool):
            hands.spread(die, EVERYBODY)


@pytest.mark.django_db(transaction=True)
def test_only_the_sessions_of_the_founding_do_not_wait_for_the_disk(monkeypatch):
    options = connection.settings_dict["OPTIONS"]
    monkeypatch.setitem(options, "options", f"{options.get('options', '')} -c synchronous_commit=on")
    connection.close()
    assert waits_for_the_disk()
    with hands.many_hands():
        assert not waits_for_the_disk()
        connection.close()
        assert not waits_for_the_disk(), "a session that is opened again"
    assert waits_for_the_disk()
    connection.close()
    assert waits_for_the_disk()
    connection.close()


@pytest.mark.django_db
def test_no_bell_is_rung_while_a_town_is_founded(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as rung:
        with hands.many_hands():
            queue.ring(travel)
        assert rung == []
        queue.ring(travel)
    assert len(rung) == 1

"""What we hold is never asked for, and nothing is asked twice, whoever asks and however many at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from portal import clock
from portal.documents import services
from portal.documents.models import Document, DocumentRequest, RequestState, State
from portal.documents.refusals import AlreadyAsked, AlreadyHeld
from tests.portal.accounts.factories import UserFactory
from tests.portal.documents.factories import asked, ready, receive
from tests.portal.documents.making import given, jpeg

pytestmark = pytest.mark.django_db

EMPLOYER = "employer:Boulangerie Durand:2026-10-31"


def test_what_we_hold_is_not_asked_for_even_while_it_is_checked() -> None:
    person = UserFactory()
    waiting = receive(given(jpeg()), person=person, about=EMPLOYER)
    assert waiting.state == State.WAITING
    with pytest.raises(AlreadyHeld):
        asked(person, about=EMPLOYER)
    asked(person, about="employer:Garage Petit:2026-10-31")  # another matter
    asked(UserFactory(), about=EMPLOYER)  # another person


def test_what_is_no_longer_valid_may_be_asked_for() -> None:
    document = ready(kind="tax_notice")
    with pytest.raises(AlreadyHeld):
        asked(document.person, kind="tax_notice")
    Document.objects.filter(pk=document.pk).update(valid_until=clock.today())
    with pytest.raises(AlreadyHeld):  # its last day is a day of validity
        asked(document.person, kind="tax_notice")
    Document.objects.filter(pk=document.pk).update(valid_until=clock.today() - timedelta(days=1))
    assert asked(document.person, kind="tax_notice").state == RequestState.OPEN


def test_the_same_is_not_asked_twice() -> None:
    person = UserFactory()
    request = asked(person)
    with pytest.raises(AlreadyAsked):
        asked(person)
    services.withdraw_request(request=request, actor=None, now=clock.now())
    assert asked(person).pk != request.pk


def test_the_database_itself_refuses_what_a_service_forgot() -> None:
    person = UserFactory()
    row = {"person": person, "kind": "payslip", "why": "Pour essayer.", "due_on": clock.today()}
    DocumentRequest.objects.create(**row)
    with pytest.raises(IntegrityError, match="asked_once"), transaction.atomic():
        DocumentRequest.objects.create(**row)
    receive(given(jpeg()), person=person, kind="identity")
    with pytest.raises(IntegrityError, match="held"), transaction.atomic():
        DocumentRequest.objects.create(**(row | {"kind": "identity"}))


def test_receiving_answers_the_request() -> None:
    person = UserFactory()
    request, other = asked(person, about=EMPLOYER), asked(person, kind="identity")
    document = receive(given(jpeg()), person=person, about=EMPLOYER)
    request.refresh_from_db()
    other.refresh_from_db()
    assert (request.state, request.document) == (RequestState.ANSWERED, document)
    assert other.state == RequestState.OPEN
    assert list(DocumentRequest.objects.open_for(person)) == [other]


def test_ten_who_ask_at_once_ask_once(at_once: Callable[..., list[object]]) -> None:
    person = UserFactory()
    answers = at_once(*[lambda: asked(person)] * 10)
    assert answers.count(AlreadyAsked) == 9
    assert DocumentRequest.objects.count() == 1


@pytest.mark.parametrize("turn", range(5))
def test_asking_while_it_arrives_never_leaves_a_request_for_what_is_there(
    at_once: Callable[..., list[object]], turn: int
) -> None:
    person = UserFactory()
    at_once(lambda: receive(given(jpeg()), person=person), *[lambda: asked(person)] * 2)
    assert Document.objects.count() == 1
    assert not DocumentRequest.objects.open_for(person).exists()


def test_who_asks_waits_for_who_receives(transactional_db: None) -> None:
    """The lock on the person: without it, asking would not see the document that another transaction has not committed."""
    person = UserFactory()
    answers: list[object] = []

    def ask() -> None:
        try:
            answers.append(asked(person))
        except AlreadyHeld as refusal:
            answers.append(type(refusal))
        finally:
            connection.close()

    asking = threading.Thread(target=ask)
    with transaction.atomic():
        receive(given(jpeg()), person=person)
        asking.start()
        asking.join(timeout=0.5)
        assert asking.is_alive()
    asking.join()
    assert answers == [AlreadyHeld]

"""Accepted, refused in words, taken back; opened only by who may, and always written; erased when it was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.documents import permissions, services, storage, tasks
from portal.documents.models import Document, DocumentKind, RequestState, State
from portal.documents.permissions import MayNotJudge
from portal.documents.refusals import NeedsReason, NotYours
from portal.documents.rules import retention
from portal.notifications.models import Message
from portal.states import IllegalTransition
from tests.portal.accounts.factories import UserFactory
from tests.portal.documents.factories import asked, prepare, ready, receive
from tests.portal.documents.making import given, jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def advisor(monkeypatch: pytest.MonkeyPatch) -> Iterator[User]:
    """An advisor whom the rooms above let read and decide."""
    monkeypatch.setattr(permissions, "_readers", [])
    monkeypatch.setattr(permissions, "_judges", [])
    user = UserFactory(roles=(Role.BENEFIT_ADVISOR,), with_second_factor=True)
    permissions.register_reader(lambda reader, _document: reader == user)
    permissions.register_judge(lambda reader, _document: reader == user)
    return user


def test_accepting_may_read_a_date_on_the_document(advisor: User) -> None:
    until = clock.today() + timedelta(days=400)
    document = services.accept(document=ready(kind="identity"), valid_until=until, actor=advisor, now=clock.now())
    assert (document.state, document.valid_until) == (State.ACCEPTED, until)
    assert list(Document.objects.accepted(document.person, "identity", until)) == [document]
    assert not Document.objects.accepted(document.person, "identity", until + timedelta(days=1)).exists()


def test_refusing_says_why_tells_the_person_and_asks_again(advisor: User) -> None:
    person = UserFactory()
    request = asked(person, days=2)
    document = ready(person=person)
    document = services.refuse(document=document, reason=" Le bas de la page manque. ", actor=advisor, now=clock.now())
    request.refresh_from_db()
    assert (document.state, document.refusal) == (State.REFUSED, "Le bas de la page manque.")
    assert document.keep_until == retention.months_after(clock.today(), 3)
    assert (request.state, request.document_id) == (RequestState.OPEN, None)
    assert request.due_on == clock.today() + timedelta(days=10)  # two days would be too few to send again
    message = Message.objects.get(user=person, kind="documents.to_send_again", channel="inbox")
    assert "Le bas de la page manque." in message.body
    second = ready(person=person)
    request.refresh_from_db()
    assert (request.state, request.document) == (RequestState.ANSWERED, second)


def test_a_refusal_does_not_ask_again_for_what_came_meanwhile(advisor: User) -> None:
    person = UserFactory()
    request = asked(person)
    first, _second = ready(person=person), ready(person=person)
    services.refuse(document=first, reason="Flou.", actor=advisor, now=clock.now())
    request.refresh_from_db()
    assert request.state == RequestState.ANSWERED


@pytest.mark.parametrize("reason", ["", "   "])
def test_no_refusal_without_a_reason(advisor: User, reason: str) -> None:
    document = ready()
    with pytest.raises(NeedsReason):
        services.refuse(document=document, reason=reason, actor=advisor, now=clock.now())
    with pytest.raises(IntegrityError, match="refused_says_why"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(state=State.REFUSED, decided_at=clock.now())


def test_only_who_may_decides_and_never_on_their_own_document(advisor: User) -> None:
    stranger = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    document = ready()
    for nobody in (stranger, document.person):
        with pytest.raises(MayNotJudge):
            services.accept(document=document, actor=nobody, now=clock.now())
        with pytest.raises(MayNotJudge):
            services.refuse(document=document, reason="Non.", actor=nobody, now=clock.now())
    with pytest.raises(MayNotJudge):
        services.accept(document=ready(person=advisor), actor=advisor, now=clock.now())
    document.refresh_from_db()
    assert document.state == State.READY


def test_nothing_is_decided_before_the_antivirus_nor_twice(advisor: User) -> None:
    document = receive(given(jpeg()))
    with pytest.raises(IllegalTransition):
        services.accept(document=document, actor=advisor, now=clock.now())
    document = ready()
    services.accept(document=document, actor=advisor, now=clock.now())
    with pytest.raises(IllegalTransition):
        services.refuse(document=document, reason="Trop tard.", actor=advisor, now=clock.now())
    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(state=State.READY)


def test_the_owner_takes_back_what_nobody_decided_on(advisor: User, django_capture_on_commit_callbacks) -> None:
    person = UserFactory()
    request = asked(person)
    document = ready(person=person)
    with pytest.raises(NotYours):
        services.withdraw(document=document, actor=advisor, now=clock.now())
    with django_capture_on_commit_callbacks(execute=True):
        services.withdraw(document=document, actor=person, now=clock.now())
    request.refresh_from_db()
    assert request.state == RequestState.OPEN
    assert not storage.folder(document.file).exists()
    accepted = services.accept(document=ready(person=person), actor=advisor, now=clock.now())
    with pytest.raises(IllegalTransition):
        services.withdraw(document=accepted, actor=person, now=clock.now())


# ---------------------------------------------------------------- opening


@pytest.mark.asvs("16.3.3")
def test_every_opening_is_written_where_the_person_reads_it_once_a_visit(advisor: User) -> None:
    document = ready()
    now = clock.now()
    for later in (0, 1, 9):
        services.open_file(document=document, actor=advisor, now=now + timedelta(minutes=later))
    lines = Entry.objects.about(document.person).openings()
    assert [(line.actor, line.reason) for line in lines] == [(advisor, "Bulletin de paie")]
    services.open_page(document=document, number=1, actor=advisor, now=now + timedelta(hours=1))
    services.open_file(document=document, actor=document.person, now=now)
    assert lines.all().count() == 3


@pytest.mark.asvs("8.2.2")
def test_staff_whom_no_room_knows_open_nothing() -> None:
    stranger = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    seeker = UserFactory()
    document = ready()
    for nobody in (stranger, seeker):
        assert services.open_file(document=document, actor=nobody, now=clock.now()) is None
        assert services.open_page(document=document, number=1, actor=nobody, now=clock.now()) is None
    assert not Entry.objects.openings().exists()


@pytest.mark.asvs("8.2.2")
def test_a_reader_who_is_not_staff_is_not_let_in_by_a_careless_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "_readers", [lambda _user, _document: True])
    document = ready()
    assert services.open_file(document=document, actor=UserFactory(), now=clock.now()) is None


# ---------------------------------------------------------------- erasing


def test_every_kind_says_how_long_it_is_kept_and_why() -> None:
    for kind in DocumentKind.values:
        row = retention.retention_of(kind, clock.today())
        assert row.reason
        assert row.reference
        assert 1 <= row.keep_months <= 240  # R5312-44: twenty years at the very most
    with pytest.raises(LookupError):
        retention.retention_of("diary", clock.today())


def test_months_are_counted_to_the_end_of_short_ones() -> None:
    from datetime import date

    assert retention.months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert retention.months_after(date(2027, 12, 15), 1) == date(2028, 1, 15)
    assert retention.months_after(date(2026, 11, 22), 13) == date(2027, 12, 22)


@pytest.mark.asvs("14.2.7")
def test_a_file_is_erased_the_day_after_its_last_and_its_line_stays(django_capture_on_commit_callbacks) -> None:
    document = ready()
    for day, left in ((document.keep_until, 0), (document.keep_until + timedelta(days=1), 1)):
        with django_capture_on_commit_callbacks(execute=True):
            assert services.erase_due(today=day, now=clock.now()) == left
    document.refresh_from_db()
    assert document.state == State.ERASED
    assert document.erased_at is not None
    assert not storage.folder(document.file).exists()
    assert services.open_file(document=document, actor=document.person, now=clock.now()) is None
    assert not Document.objects.held(document.person, "payslip", "", clock.today()).exists()


def test_erasing_goes_on_where_it_was_killed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    documents = [ready() for _ in range(3)]
    today = documents[0].keep_until + timedelta(days=1)
    monkeypatch.setattr(storage, "erase", lambda _file: None)  # killed between the row and the file
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_due(today=today, now=clock.now())
    monkeypatch.undo()
    assert storage.folder(documents[0].file).exists()
    monkeypatch.setattr("portal.documents.services.erasing.ORPHAN", timedelta(seconds=-5))
    kept = ready()
    assert services.sweep(now=clock.now()) == 3
    assert storage.document(kept.file).is_file()
    assert not any(storage.folder(each.file).exists() for each in documents)


def test_a_preparation_never_sent_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = prepare(given(jpeg())), prepare(given(jpeg()))
    type(old).objects.filter(pk=old.pk).update(started_at=clock.now() - timedelta(days=2))
    monkeypatch.setattr("portal.documents.services.erasing.ORPHAN", timedelta(seconds=-5))
    assert services.sweep(now=clock.now()) == 1
    assert not storage.folder(old.file).exists()
    assert storage.folder(new.file).is_dir()


def test_the_scheduled_job_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    document = ready()
    monkeypatch.setattr("portal.documents.services.erasing.SLICE", 1)
    Document.objects.filter(pk=document.pk).update(keep_until=clock.today() - timedelta(days=1))
    other = ready()
    tasks.erase_due.apply(throw=True)
    document.refresh_from_db()
    other.refresh_from_db()
    assert (document.state, other.state) == (State.ERASED, State.READY)

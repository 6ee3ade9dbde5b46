"""Nobody opens a document before the antivirus has spoken; while it is away, documents wait and are shown to it later."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from portal import clock
from portal.documents import gateways, services, storage, tasks
from portal.documents.events import DocumentReady, DocumentRefused
from portal.documents.gateways import Verdict
from portal.documents.gateways.clamav import ClamAv
from portal.documents.gateways.local import EICAR, LocalAntivirus, NoAntivirus
from portal.documents.models import Document, RequestState, State
from portal.notifications.models import Message
from tests.portal.documents.factories import asked, ready, receive
from tests.portal.documents.making import given, infected, jpeg

pytestmark = pytest.mark.django_db


def scan(document: Document, antivirus: gateways.Antivirus | None = None) -> Document:
    return services.scan(document=document, antivirus=antivirus or LocalAntivirus(), now=clock.now())


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every event that the room publishes."""
    from portal import events

    heard: list[object] = []
    monkeypatch.setattr(events, "publish", heard.append)
    return heard


def test_a_clean_document_becomes_ready_and_what_was_sent_is_forgotten(
    told: list[object], django_capture_on_commit_callbacks
) -> None:
    document = receive(given(jpeg()))
    assert len(storage.received(document.file)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        document = scan(document)
    assert (document.state, document.scanned_at is not None) == (State.READY, True)
    assert [path.name for path in storage.folder(document.file).iterdir()] == [storage.DOCUMENT]
    assert told[-1] == DocumentReady(document.pk, document.person_id, "payslip", "")


@pytest.mark.asvs("5.4.3")
def test_a_virus_behind_a_good_photo_is_found_erased_and_told(
    told: list[object], django_capture_on_commit_callbacks
) -> None:
    """The photo itself is clean once drawn again: the antivirus is shown what was sent."""
    document = receive(given(infected()))
    assert EICAR not in storage.document(document.file).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        document = scan(document)
    assert document.state == State.INFECTED
    assert not storage.folder(document.file).exists()
    assert services.open_file(document=document, actor=document.person, now=clock.now()) is None
    assert Message.objects.filter(user=document.person, kind="documents.set_aside", channel="inbox").count() == 1
    assert DocumentRefused(document.pk, document.person_id, "payslip", "") in told


def test_a_virus_reopens_what_it_answered() -> None:
    document = ready()
    request = asked(document.person, kind="identity")
    document = receive(given(infected()), person=document.person, kind="identity")
    request.refresh_from_db()
    assert request.state == RequestState.ANSWERED
    scan(document)
    request.refresh_from_db()
    assert (request.state, request.document_id) == (RequestState.OPEN, None)


@pytest.mark.asvs("5.4.3")
def test_nothing_is_served_before_the_antivirus_has_spoken(client) -> None:
    document = receive(given(jpeg()))
    client.force_login(document.person)
    for what in ("fichier/", "page/1/"):
        assert client.get(f"/documents/{document.public_id}/{what}").status_code == 404
    scan(document)
    for what in ("fichier/", "page/1/"):
        assert client.get(f"/documents/{document.public_id}/{what}").status_code == 200


def test_a_row_that_says_ready_without_a_scan_cannot_exist() -> None:
    document = receive(given(jpeg()))
    with pytest.raises(IntegrityError, match="never_open_before_the_antivirus"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(state=State.READY)


def test_an_antivirus_that_is_away_leaves_the_document_waiting_and_is_asked_again(settings) -> None:
    document = receive(given(jpeg()))
    settings.CLAMAV_ADDRESS = "127.0.0.1:1"  # nobody listens there
    tasks.scan_waiting.apply(throw=True)
    document.refresh_from_db()
    assert document.state == State.WAITING
    assert storage.received(document.file)
    settings.CLAMAV_ADDRESS = ""
    tasks.scan_waiting.apply(throw=True)
    document.refresh_from_db()
    assert document.state == State.READY


def test_a_lost_file_is_not_called_clean() -> None:
    document = receive(given(jpeg()))
    storage.erase(document.file)
    assert scan(document).state == State.WAITING


def test_scanning_twice_says_it_once(told: list[object]) -> None:
    document = receive(given(jpeg()))
    again = Document.objects.get(pk=document.pk)
    scan(document)
    assert scan(again).state == State.READY
    assert sum(isinstance(event, DocumentReady) for event in told) == 1


@pytest.mark.asvs("13.2.2")
def test_a_real_installation_never_falls_back_on_the_double(settings) -> None:
    assert isinstance(gateways.antivirus(), LocalAntivirus)
    settings.DEMO = settings.TEST = False
    assert isinstance(gateways.antivirus(), NoAntivirus)
    assert scan(receive(given(jpeg())), gateways.antivirus()).state == State.WAITING
    settings.CLAMAV_ADDRESS = "clamav:3310"
    assert isinstance(gateways.antivirus(), ClamAv)


def test_a_received_document_rings_the_antivirus_once_committed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks
) -> None:
    rung: list[tuple] = []
    monkeypatch.setattr(tasks.scan_document, "apply_async", lambda ids, **_options: rung.append(ids))
    with django_capture_on_commit_callbacks(execute=True):
        document = receive(given(jpeg()))
        assert rung == []
    assert rung == [(document.pk,)]


# ---------------------------------------------------------------- the real client, against a daemon that speaks its language


class Daemon(socketserver.BaseRequestHandler):
    """clamd, as its manual describes INSTREAM: lengths and bytes, then one line."""

    answer: bytes | None = None

    def handle(self) -> None:
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self._exactly(4), "big"):
            content += self._exactly(size)
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.request.sendall(found if self.answer is None else self.answer)

    def _exactly(self, size: int) -> bytes:
        read = b""
        while len(read) < size:
            read += self.request.recv(size - len(read))
        return read


@pytest.fixture
def daemon() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
    Daemon.answer = None


def test_clamav_is_asked_in_its_own_language(daemon: str, tmp_path: Path) -> None:
    clean, bad = tmp_path / "clean", tmp_path / "bad"
    clean.write_bytes(bytes(200_000))
    bad.write_bytes(bytes(100_000) + EICAR)
    assert ClamAv(daemon).look([clean]) is Verdict.CLEAN
    assert ClamAv(daemon).look([clean, bad]) is Verdict.INFECTED
    assert ClamAv(daemon).look([]) is Verdict.AWAY
    assert ClamAv(daemon).look([clean, tmp_path / "gone"]) is Verdict.AWAY


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK and more", b"\0"])
def test_any_other_answer_of_clamav_is_no_proof(daemon: str, tmp_path: Path, answer: bytes) -> None:
    (tmp_path / "a").write_bytes(b"a")
    Daemon.answer = answer
    assert ClamAv(daemon).look([tmp_path / "a"]) is Verdict.AWAY


def test_clamav_answers_on_a_unix_socket_too(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(EICAR)
    with socketserver.ThreadingUnixStreamServer(str(tmp_path / "s"), Daemon) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        assert ClamAv(str(tmp_path / "s")).look([tmp_path / "a"]) is Verdict.INFECTED
        server.shutdown()
        thread.join()

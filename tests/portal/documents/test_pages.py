"""The pages: sending without a script, checking before sending, reading, and 404 for everybody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.documents import permissions, storage, uploads
from portal.documents.models import Document, Sending, State
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.documents.factories import asked, prepare, ready, receive
from tests.portal.documents.making import blurred, given, jpeg, locked_pdf, pdf
from tests.queries import queries_of

pytestmark = pytest.mark.django_db

SEND = "/documents/envoyer/payslip/"


@pytest.fixture(params=[Role.SEEKER, Role.APPLICANT])
def person(request: pytest.FixtureRequest) -> User:
    return UserFactory(roles=(request.param,))


@pytest.fixture
def browser(person: User) -> Client:
    return signed_in(person)


@pytest.fixture
def advisor(monkeypatch: pytest.MonkeyPatch) -> User:
    user = UserFactory(roles=(Role.BENEFIT_ADVISOR,), with_second_factor=True)
    monkeypatch.setattr(permissions, "_readers", [lambda reader, _document: reader == user])
    monkeypatch.setattr(permissions, "_judges", [lambda reader, _document: reader == user])
    return user


def upload(*contents: bytes, name: str = "photo.jpg") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content, "image/jpeg") for content in contents]


def test_one_good_photo_is_sent_at_once(browser: Client, person: User) -> None:
    answer = browser.post(SEND, {"photos": upload(jpeg())})
    document = Document.objects.get(person=person)
    assert answer.status_code == 302
    assert answer.url == f"/documents/{document.public_id}/"
    assert "Reçu, vérification en cours" in browser.get(answer.url).content.decode()


def test_several_pages_are_shown_first_then_sent_and_lead_back_where_one_was(browser: Client, person: User) -> None:
    answer = browser.post(
        f"{SEND}?next=/documents/&about=employer:Durand:2026-10-31", {"chosen": upload(jpeg(), pdf(2))}
    )
    sending = Sending.objects.get(person=person)
    assert answer.url == f"/documents/pages/{sending.public_id}/?next=%2Fdocuments%2F"
    first = sending.sheets[0]["sheet"]
    browser.post(answer.url, {"act": f"down:{first}"})
    browser.post(answer.url, {"act": f"drop:{sending.sheets[1]['sheet']}"})
    shown = browser.get(answer.url).content.decode()
    assert "Envoyer ces 2 pages" in shown
    assert "Durand, 31 octobre 2026" in shown
    sent = browser.post(answer.url, {"act": "send"})
    assert sent.url == "/documents/"
    assert Document.objects.get(person=person).about == "employer:Durand:2026-10-31"


def test_a_blurred_photo_asks_and_lets_the_person_decide(browser: Client, person: User) -> None:
    answer = browser.post(SEND, {"photos": upload(blurred())})
    assert not Document.objects.exists()
    assert "Cette photo semble floue." in browser.get(answer.url).content.decode()
    browser.post(answer.url, {"chosen": upload(jpeg())})  # taken again, added
    assert Sending.objects.get(person=person).pages == 2
    browser.post(answer.url, {"act": "send"})
    assert Document.objects.get(person=person).remarks == ["blurred"]


def test_the_other_tab_learns_that_it_is_sent(browser: Client, person: User) -> None:
    address = browser.post(SEND, {"chosen": upload(jpeg(), jpeg())}).url
    first = browser.post(address, {"act": "send"})
    second = browser.post(address, {"act": "send"})
    assert first.url == second.url == browser.get(address).url
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    "contents", [[], [b""], [locked_pdf()], [jpeg(), b"x"]], ids=["nothing", "empty", "locked", "one bad"]
)
def test_what_cannot_be_taken_gets_its_sentence_on_the_page(browser: Client, contents: list[bytes]) -> None:
    answer = browser.post(SEND, {"chosen": upload(*contents, name="fiche.pdf")})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not Sending.objects.exists()
    assert list(storage.root().glob("??/*")) == []


@pytest.mark.asvs("5.2.1")
def test_200_million_bytes_get_a_sentence_and_fill_neither_memory_nor_disk(
    browser: Client, monkeypatch: pytest.MonkeyPatch, folder
) -> None:
    most = 0
    complete = uploads.BoundedUpload.receive_data_chunk

    def watched(self: uploads.BoundedUpload, raw_data: bytes, start: int) -> None:
        nonlocal most
        most = max(most, sum(path.stat().st_size for path in folder.glob("arriving/*")))
        complete(self, raw_data, start)

    monkeypatch.setattr(uploads.BoundedUpload, "receive_data_chunk", watched)
    answer = browser.post(SEND, {"chosen": upload(b"\xff\xd8\xff" + bytes(200_000_000))})
    assert answer.status_code == 422
    assert "trop lourds" in answer.content.decode()
    assert most <= uploads.PERSON_MOST
    assert list(folder.glob("arriving/*")) == []


def test_signed_out_a_file_goes_nowhere(client: Client, folder) -> None:
    answer = client.post(SEND, {"chosen": upload(jpeg())})
    assert answer.status_code == 302
    assert not list(folder.glob("**/*.upload"))
    assert not Document.objects.exists()


@pytest.mark.asvs("8.2.2")
def test_another_persons_document_does_not_exist(browser: Client) -> None:
    theirs, sending = ready(), prepare(given(jpeg()))
    for path in ("", "fichier/", "page/1/", "lire/", "retirer/", "reponse/"):
        for method in (browser.get, browser.post):
            assert method(f"/documents/{theirs.public_id}/{path}").status_code in {404, 405}
        assert browser.post(f"/documents/{theirs.public_id}/{path}").status_code in {404, 405}
    for method in (browser.get, browser.post):
        assert method(f"/documents/pages/{sending.public_id}/", {"act": "send"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == State.READY
    assert Sending.objects.count() == 1


@pytest.mark.asvs("3.2.1")
def test_the_file_is_served_sealed(browser: Client, person: User) -> None:
    document = ready(person=person)
    answer = browser.get(f"/documents/{document.public_id}/fichier/")
    assert answer["Content-Disposition"] == f'attachment; filename="bulletin-de-paie-{document.received_on}.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == storage.document(document.file).read_bytes()
    picture = browser.get(f"/documents/{document.public_id}/page/1/")
    assert picture["Content-Type"] == "image/jpeg"
    assert picture.content.startswith(b"\xff\xd8\xff")
    for each in (answer, picture):
        assert "sandbox" in each["Content-Security-Policy"]
        assert "default-src 'none'" in each["Content-Security-Policy"]
        assert each["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in each["Cache-Control"]
        assert each["Cross-Origin-Resource-Policy"] == "same-origin"
    assert browser.get(f"/documents/{document.public_id}/page/2/").status_code == 404


@pytest.mark.asvs("15.3.1")
@pytest.mark.parametrize("away", ["https://mal.example/", "//mal.example/", "/\\mal.example", "javascript:alert(1)"])
def test_next_stays_on_this_site(browser: Client, person: User, away: str) -> None:
    answer = browser.post(f"{SEND}?next={away}", {"chosen": upload(jpeg())})
    assert answer.url == reverse("documents:document", args=[Document.objects.get(person=person).public_id])


def test_an_unknown_kind_is_no_page(browser: Client) -> None:
    assert browser.get("/documents/envoyer/journal/").status_code == 404
    assert browser.post(SEND + "?about=" + "x" * 500, {"chosen": upload(jpeg())}).status_code == 302


def test_what_we_have_is_said_before_sending_it_again(browser: Client, person: User) -> None:
    ready(person=person)
    assert "Nous avons déjà ce document" in browser.get(SEND).content.decode()
    asked(person, kind="identity")
    shown = browser.get("/documents/envoyer/identity/").content.decode()
    assert "Pour calculer votre allocation de novembre." in shown
    assert "Nous avons déjà" not in shown


def test_the_list_says_what_why_by_when_and_until_when(browser: Client, person: User) -> None:
    asked(person, kind="identity")
    asked(person, kind="pension", days=-3)
    ready(person=person)
    shown = browser.get("/documents/").content.decode()
    for words in (
        "Pièce d’identité",
        "Pour calculer votre allocation",
        "À envoyer avant le",
        "Vous pouvez encore l’envoyer",
    ):
        assert words in shown
    assert "Gardé jusqu’au" in shown


def test_while_it_waits_the_page_asks_and_moves_only_when_something_changed(browser: Client, person: User) -> None:
    document = receive(given(jpeg()), person=person)
    address = document.get_absolute_url()
    assert 'hx-trigger="every 3s"' in browser.get(address).content.decode()
    assert browser.get(address, headers={"HX-Request": "true"}).status_code == 204
    done = ready(person=person)
    shown = browser.get(done.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in shown.partition('id="state"')[2].partition("</dl>")[0]


def test_a_document_is_taken_back_by_its_page(browser: Client, person: User) -> None:
    document = ready(person=person)
    assert browser.post(f"/documents/{document.public_id}/retirer/").url == "/documents/"
    document.refresh_from_db()
    assert document.state == State.WITHDRAWN
    assert browser.get(document.get_absolute_url()).status_code == 200


# ---------------------------------------------------------------- staff


def test_who_may_reads_and_accepts_then_goes_back(advisor: User) -> None:
    document, desk = ready(), signed_in(advisor)
    shown = desk.get(f"/documents/{document.public_id}/lire/").content.decode()
    assert "Accepter ce document" in shown
    assert f"/documents/{document.public_id}/page/1/" in shown
    answer = desk.post(
        f"/documents/{document.public_id}/reponse/",
        {"answer": "accept", "valid_until": "2031-01-15", "next": "/conseil/"},
    )
    assert answer.url == "/conseil/"
    document.refresh_from_db()
    assert (document.state, str(document.valid_until)) == (State.ACCEPTED, "2031-01-15")
    assert "Accepter ce document" not in desk.get(f"/documents/{document.public_id}/lire/").content.decode()


def test_a_refusal_needs_its_reason_on_the_page_too(advisor: User) -> None:
    document, desk = ready(), signed_in(advisor)
    address = f"/documents/{document.public_id}/reponse/"
    answer = desk.post(address, {"answer": "refuse", "reason": " "})
    assert answer.status_code == 422
    assert "Dites pourquoi" in answer.content.decode()
    assert desk.post(address, {"answer": "perhaps"}).status_code == 422
    assert desk.post(address, {"answer": "accept", "valid_until": "2031-13-41"}).status_code == 422
    document.refresh_from_db()
    assert document.state == State.READY
    desk.post(address, {"answer": "refuse", "reason": "La page 2 manque.", "next": "//mal.example"})
    document.refresh_from_db()
    assert (document.state, document.refusal) == (State.REFUSED, "La page 2 manque.")


def test_two_who_answer_at_once_do_not_undo_each_other(advisor: User) -> None:
    document, desk = ready(), signed_in(advisor)
    address = f"/documents/{document.public_id}/reponse/"
    desk.post(address, {"answer": "refuse", "reason": "Flou."})
    late = desk.post(address, {"answer": "accept"})
    assert late.status_code == 422
    assert "quelqu’un a déjà répondu" in late.content.decode()
    document.refresh_from_db()
    assert document.state == State.REFUSED


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("role", [Role.ADVISOR, Role.CONTROLLER, Role.OPERATOR, Role.RECRUITER, Role.PARTNER])
def test_other_staff_find_nothing(advisor: User, role: Role) -> None:
    document = ready()
    desk = signed_in(UserFactory(roles=(role,), with_second_factor=True))
    for path in ("", "fichier/", "page/1/", "lire/"):
        assert desk.get(f"/documents/{document.public_id}/{path}").status_code == 404
    assert desk.post(f"/documents/{document.public_id}/reponse/", {"answer": "accept"}).status_code == 404


def test_a_reader_who_is_no_judge_sees_no_buttons(advisor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "_judges", [])
    document, desk = ready(), signed_in(advisor)
    assert "Accepter ce document" not in desk.get(f"/documents/{document.public_id}/lire/").content.decode()
    assert desk.post(f"/documents/{document.public_id}/reponse/", {"answer": "accept"}).status_code == 404


# ---------------------------------------------------------------- cost


@pytest.fixture
def cost(browser: Client) -> Callable[[str], int]:
    return lambda address: len(queries_of(lambda: browser.get(address)))


def test_the_list_costs_the_same_for_one_document_and_for_many(cost: Callable[[str], int], person: User) -> None:
    ready(person=person)
    asked(person, kind="identity")
    cost("/documents/")
    one = cost("/documents/")
    template = Document.objects.get(person=person)
    for number in range(40):
        template.pk, template.file, template.public_id = None, f"{number:032x}", None
        import uuid

        template.public_id = uuid.uuid4()
        template._state.adding = True
        template.save()
    for kind in ("pension", "household", "sick_leave"):
        asked(person, kind=kind)
    assert cost("/documents/") == one
    assert one <= 12

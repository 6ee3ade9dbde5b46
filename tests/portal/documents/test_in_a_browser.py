"""A person sends a document with a telephone, and a member of staff answers; no barrier that axe-core can find."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.accounts.roles import Role
from portal.documents import permissions
from portal.documents.models import Document, State
from portal.notifications.models import Message
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.documents.factories import asked, ready, receive
from tests.portal.documents.making import blurred, given, infected, jpeg, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page, live_server, user) -> None:
    session = signed_in(user).cookies["session"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])


@pytest.fixture
def look(page, axe):
    """axe-core, the width, and a picture where one is asked for (LOOK=folder)."""
    import os

    def looked(name: str) -> None:
        for width in (1280, 320, 360):
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
            if os.environ.get("LOOK"):
                page.screenshot(path=Path(os.environ["LOOK"]) / f"{name}-{width}.png", full_page=True)
        assert axe(page) == [], name

    return looked


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    made = {"bonne.jpg": jpeg(), "floue.jpg": blurred(), "suite.pdf": pdf(2), "note.txt": b"une note"}
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    return {name: str(tmp_path / name) for name in made}


def test_a_person_sends_what_is_asked_in_pages(live_server, page, look, files) -> None:
    person = UserFactory()
    asked(person, kind="payslip", about="employer:Boulangerie Durand:2026-10-31")
    asked(person, kind="identity", days=-2)
    enter(page, live_server, person)
    page.goto(f"{live_server.url}/documents/")
    look("home")
    page.get_by_role("link", name="Envoyer : Bulletin de paie").click()
    look("send")
    page.locator("input[name=chosen]").set_input_files(files["note.txt"])
    page.get_by_role("button", name="Envoyer", exact=True).click()
    assert page.locator(".error-summary").inner_text().count("note.txt") == 1
    look("refused")
    page.locator("input[name=chosen]").set_input_files([files["floue.jpg"], files["bonne.jpg"], files["suite.pdf"]])
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.get_by_role("heading", name="Vérifiez avant d’envoyer").wait_for()
    look("pages")
    page.get_by_role("button", name="Retirer la page 1").click()
    page.get_by_role("button", name="Monter la page 2").click()
    page.get_by_role("button", name="Envoyer ces 3 pages").click()
    page.get_by_text("Votre document est bien reçu.").wait_for()
    document = Document.objects.get(person=person)
    assert (document.pages, document.remarks) == (3, [])
    page.get_by_role("img", name="Bulletin de paie, page 1 sur 3").wait_for()
    look("document")


def test_waiting_becomes_ready_under_the_readers_eyes(live_server, page, look, settings) -> None:
    person = UserFactory()
    settings.CLAMAV_ADDRESS = "127.0.0.1:1"  # away
    document = receive(given(jpeg()), person=person)
    enter(page, live_server, person)
    page.goto(live_server.url + document.get_absolute_url())
    look("waiting")
    settings.CLAMAV_ADDRESS = ""
    from portal.documents.tasks import scan_waiting

    scan_waiting.apply(throw=True)
    page.get_by_role("img", name="Bulletin de paie, page 1 sur 1").wait_for()


def test_staff_read_and_refuse_and_the_person_reads_why(live_server, page, look, monkeypatch) -> None:
    advisor = UserFactory(roles=(Role.BENEFIT_ADVISOR,), with_second_factor=True)
    monkeypatch.setattr(permissions, "_readers", [lambda user, _document: user == advisor])
    monkeypatch.setattr(permissions, "_judges", [lambda user, _document: user == advisor])
    document = ready(about="employer:Boulangerie Durand:2026-10-31")
    enter(page, live_server, advisor)
    page.goto(f"{live_server.url}/documents/{document.public_id}/lire/")
    look("read")
    page.get_by_label("Pourquoi ce document ne convient pas").fill("Le bas de la page manque.")
    page.get_by_role("button", name="Refuser ce document").click()
    page.get_by_text("La personne est prévenue").wait_for()
    enter(page, live_server, document.person)
    page.goto(live_server.url + document.get_absolute_url())
    look("refused_document")
    receive(given(infected()), person=document.person)
    page.goto(f"{live_server.url}/documents/")
    look("home_after")
    assert Document.objects.get(state=State.INFECTED).person == document.person
    assert Message.objects.filter(user=document.person, kind__startswith="documents.", channel="inbox").count() == 2
    page.goto(f"{live_server.url}/documents/envoyer/")
    look("choose")


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False, "locale": "fr-FR"}])
def test_everything_works_without_a_script(live_server, page, files) -> None:
    person = UserFactory(roles=(Role.APPLICANT,))
    enter(page, live_server, person)
    page.goto(f"{live_server.url}/documents/envoyer/identity/")
    page.locator("input[name=chosen]").set_input_files([files["bonne.jpg"], files["suite.pdf"]])
    page.get_by_role("button", name="Envoyer", exact=True).click()
    page.get_by_role("button", name="Descendre la page 1").click()
    page.locator("input[name=chosen]").set_input_files(files["bonne.jpg"])
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_role("button", name="Envoyer ces 4 pages").click()
    page.get_by_text("Votre document est bien reçu.").wait_for()
    assert Document.objects.get(person=person).pages == 4

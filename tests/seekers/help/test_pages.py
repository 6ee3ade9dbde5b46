"""The pages of help: three ways side by side, one's own requests, and what stands open to everybody."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.test import Client, RequestFactory

from portal.accounts.roles import Role
from seekers.help.models import HelpPlace, HelpRequest, State
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.declarations.browsing import SAID_NO, at, browser, morning, seeker
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
ASK, MINE, WAYS, NEAR = "/aide/demander/", "/aide/demandes/", "/aide/", "/aide/pres-de-chez-moi/"
CALL = {"way": "call", "call-moment": "soon", "call-phone": "06 39 98 12 34"}
__all__ = ["at", "browser", "morning", "seeker"]


def box(user=None, **context) -> str:
    request = RequestFactory().get("/")
    if user is not None:
        request.user = user
    return Template("{% load ui %}{% help_box form matter='declaration:2026-11' step='month' %}").render(
        Context({"request": request, "form": None, **context})
    )


class TestTheBoxAtEveryStep:
    def test_it_leads_to_the_request_with_where_the_person_stands(self):
        words = box(UserFactory())
        assert "/aide/demander/?matter=declaration%3A2026-11&amp;step=month" in words

    def test_signed_out_and_staff_get_the_telephones(self):
        assert 'href="/aide/"' in box()
        assert 'href="/aide/"' in box(UserFactory(roles=(Role.ADVISOR,)))

    def test_employers_have_their_own_number(self):
        assert 'href="tel:3995"' in box(UserFactory(roles=(Role.RECRUITER,)))
        assert 'href="tel:3949"' in box(UserFactory())

    def test_a_page_of_the_month_hands_over_what_it_refused_and_nothing_typed(self, browser, morning):
        words = browser.post("/declarations/2026-11/", {**SAID_NO, "worked": "peut-être"}).content.decode()
        assert "errors=worked%3Ainvalid_choice" in words
        assert "step=month" in words
        assert "peut-%C3%AAtre" not in words

    @pytest.mark.parametrize("page", ["", "details/", "verifier/"])
    def test_it_stands_at_every_step_of_a_month(self, browser, morning, page):
        browser.post("/declarations/2026-11/", {**SAID_NO, "worked": "yes"})
        if page == "verifier/":
            browser.post("/declarations/2026-11/", SAID_NO)
        assert "matter=declaration%3A2026-11&amp;step=" in browser.get(f"/declarations/2026-11/{page}").content.decode()


def test_a_person_is_called_back_at_the_time_that_the_page_promised(browser, morning):
    page = browser.get(ASK, {"matter": "declaration:2026-11", "step": "details", "errors": "employers-0-pay:required"})
    words = page.content.decode()
    assert "Déclaration de novembre 2026 : Les détails" in words
    assert "Une réponse a été refusée par le site." in words
    assert "Dès que possible : lundi 30 novembre, entre 9 h 00 et 9 h 30" in words.replace("\u00a0", " ")
    where = {"matter": "declaration:2026-11", "step": "details", "errors": "employers-0-pay:required"}
    mine = browser.post(ASK, {**CALL, **where}, follow=True).content.decode().replace("\u00a0", " ")
    assert "Appel promis lundi 30 novembre, entre 9 h 00 et 9 h 30" in mine
    asked = HelpRequest.objects.get()
    assert (asked.step, asked.errors, asked.answers_shared) == ("details", ["employers-0-pay:required"], False)


def test_what_is_missing_is_said_and_nothing_is_lost(browser, morning):
    page = browser.post(ASK, {"way": "write", "write-words": ""})
    assert page.status_code == 422
    assert "Écrivez votre question" in page.content.decode()
    page = browser.post(ASK, {**CALL, "call-phone": "12", "call-words": "Je suis perdue"})
    assert page.status_code == 422
    assert "Je suis perdue" in page.content.decode()
    assert not HelpRequest.objects.exists()


def test_the_answers_are_shared_only_with_a_tick(browser, morning):
    browser.post(ASK, {**CALL, "call-answers_shared": "on"})
    assert HelpRequest.objects.get().answers_shared
    assert "Le conseiller peut lire vos réponses" in browser.get(MINE).content.decode()


def test_cancelling_is_one_button_and_never_somebody_else_s(browser, seeker, morning):
    browser.post(ASK, CALL)
    asked = HelpRequest.objects.get()
    cancel = f"/aide/demandes/{asked.public_id}/annuler/"
    assert signed_in(registered().user).post(cancel).status_code == 404
    assert browser.post(cancel).status_code == 302
    asked.refresh_from_db()
    assert asked.state == State.CANCELLED
    assert browser.post(cancel).status_code == 302, "pressed twice"
    assert "annulée" in browser.get(MINE).content.decode()


def test_an_applicant_asks_as_a_seeker_does(morning):
    client = signed_in(UserFactory(roles=(Role.APPLICANT,)))
    assert client.get(ASK).status_code == 200
    assert client.post(ASK, CALL).status_code == 302
    assert HelpRequest.objects.get().person.has_role(Role.APPLICANT)
    assert "Appel promis lundi 30 novembre" in client.get("/").content.decode()


def test_the_home_says_that_a_call_was_promised(browser, morning):
    browser.post(ASK, CALL)
    assert "Un conseiller vous rappelle" in browser.get("/").content.decode()


def test_in_english_a_promised_call_and_the_hours_of_the_telephone_are_in_english(browser, morning):
    page = browser.get(ASK, headers={"accept-language": "en"}).content.decode()
    assert "Monday to Friday, 8:30 to 16:30" in page
    assert re.search(r"As soon as possible: .*, between 09:00 and 09:30", page)
    for french in ("du lundi", "entre", "service gratuit"):
        assert french not in page


def test_everybody_finds_the_telephones_and_the_ways_without_internet():
    words = Client().get(WAYS).content.decode()
    assert 'href="tel:3949"' in words
    assert 'href="tel:3995"' in words
    assert "Sur papier" in words


class TestPlacesNearby:
    def load(self, tmp_path, text: str, *options: str) -> str:
        path, out = tmp_path / "lieux.csv", StringIO()
        path.write_text(text)
        call_command("import_help_places", str(path), *options, stdout=out, stderr=out)
        return out.getvalue()

    FILE = (
        "nom;type;adresse;code_postal;commune;telephone;horaires\n"
        "La Grue;france_services;1 quai;59100;Roubaix;03 99 00 10 01;Le matin\n"
        ";library;;59100;Roubaix;;\n"
        "Au Filao;nothing;;97410;Saint-Pierre;;\n"
    )

    def test_a_file_is_loaded_and_its_bad_lines_are_said(self, tmp_path):
        assert "2 places would be loaded, 1 lines left out" in self.load(tmp_path, self.FILE, "--dry-run")
        assert not HelpPlace.objects.exists()
        said = self.load(tmp_path, self.FILE)
        assert "line 3" in said
        assert "2 places loaded" in said
        words = Client().get(NEAR, {"code_postal": "59650"}).content.decode()
        assert "La Grue" in words
        assert "Au Filao" not in words

    def test_a_file_without_its_columns_is_refused(self, tmp_path):
        with pytest.raises(CommandError, match="code_postal"):
            self.load(tmp_path, "nom;ville\nLa Grue;Roubaix\n")

    def test_a_department_without_a_place_gets_the_telephone(self):
        assert "Nous ne connaissons pas encore de lieu" in Client().get(NEAR, {"code_postal": "01000"}).content.decode()

    def test_a_postcode_that_is_not_one_is_said(self):
        page = Client().get(NEAR, {"code_postal": "59"})
        assert page.status_code == 422
        assert "cinq chiffres" in page.content.decode()

"""My registration, and coming back in one step."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from portal import clock
from seekers.registration.models import Registration
from tests.seekers.declarations.browsing import at, morning, signed_in  # noqa: F401  (fixtures)
from tests.seekers.registration.factories import RegistrationFactory, registered

pytestmark = pytest.mark.django_db
MINE, AGAIN = "/inscription/", "/inscription/se-reinscrire/"


@pytest.fixture
def forgetful(morning: object) -> Client:  # noqa: F811
    return signed_in(RegistrationFactory(forgot=True).seeker)


def test_a_cessation_is_explained_and_undone_in_one_step(forgetful: Client) -> None:
    assert "Ce n’est pas une sanction" in forgetful.get(MINE).content.decode()
    assert "rien à ressaisir" in forgetful.get(AGAIN).content.decode()
    page = forgetful.post(AGAIN, follow=True).content.decode()
    assert "Votre inscription reprend dès aujourd’hui" in page
    assert Registration.objects.active().count() == 1


def test_the_button_pressed_twice_registers_once(forgetful: Client) -> None:
    forgetful.post(AGAIN)
    assert forgetful.post(AGAIN).headers["Location"] == MINE
    assert Registration.objects.active().count() == 1


def test_too_long_ago_leads_to_a_new_application_with_what_is_known(forgetful: Client, at) -> None:  # noqa: F811
    at(clock.at(date(2027, 11, 2), 10))
    assert forgetful.post(AGAIN).url == "/inscription/nouvelle-demande/"
    assert forgetful.get("/inscription/nouvelle-demande/").status_code == 200
    assert forgetful.post("/inscription/nouvelle-demande/").url == "/inscription/etape/identite/"
    assert "Votre dossier nous dit déjà qui vous êtes" in forgetful.get("/inscription/etape/identite/").content.decode()
    assert not Registration.objects.active().exists()


def test_a_registered_person_reads_since_when_and_has_nothing_to_press(morning: object) -> None:  # noqa: F811
    browser = signed_in(registered())
    assert "3 novembre 2025" in browser.get(MINE).content.decode()
    assert browser.get(AGAIN).headers["Location"] == MINE

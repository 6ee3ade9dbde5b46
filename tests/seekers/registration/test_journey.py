"""The journey by its pages: from nothing to the proof, step by step."""

from __future__ import annotations

import pytest

from seekers.registration.models import Application, ApplicationState, Employment, Interruption, Registration, Step
from tests.portal.reference.places import load_places
from tests.seekers.registration.applying import (
    MORNING,
    PASSWORD,
    address_of,
    begin_in_browser,
    pages,
    post_step,
    verified,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(at) -> None:
    at(MORNING)
    load_places()


def walk(browser) -> None:
    for step, words in pages().items():
        page = browser.get(address_of(step))
        assert page.status_code == 200, (step, page.content.decode())
        answer = post_step(browser, step, words)
        assert answer.status_code == 302, (step, answer.content.decode())
    assert post_step(browser, Step.DOCUMENTS, {}).status_code == 302


def sign(browser, **more):
    page = browser.get("/inscription/relire/")
    words = {"read": page.context["read"], "password": PASSWORD}
    words["confirmed"] = [each["finding"].key for each in page.context["surprises"]]
    return browser.post("/inscription/relire/", words | more)


def test_from_nothing_to_the_proof() -> None:
    browser = begin_in_browser()
    walk(browser)
    assert sign(browser).url == "/inscription/signee/"
    application = Application.objects.get()
    assert application.state == ApplicationState.TO_CHECK
    page = browser.get("/inscription/signee/").content.decode()
    assert application.receipt in page
    assert "Nous vérifions votre dossier" in page
    assert verified(application).state == ApplicationState.SIGNED
    assert "Vous êtes inscrit" in browser.get("/inscription/signee/").content.decode()  # and still signed in
    assert (Employment.objects.count(), Interruption.objects.count()) == (2, 1)
    assert Registration.objects.get().registered_on == application.asked_on
    proof = browser.get(f"/inscription/signee/{application.receipt}.pdf")
    assert proof.content.startswith(b"%PDF")

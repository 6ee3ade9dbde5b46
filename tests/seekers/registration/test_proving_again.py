"""Another bank account by a new application: proved once more, as on the page of the account (T4)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.accounts import proved
from seekers.profiles.models import BankAccount, Seeker
from seekers.registration import services
from seekers.registration.models import Application, ApplicationState
from tests.portal.reference.places import load_places
from tests.seekers.declarations.browsing import signed_in
from tests.seekers.profiles.factories import BankAccountFactory
from tests.seekers.profiles.test_account_page import OTHER_IBAN, proved_ago
from tests.seekers.registration.applying import IBAN, MORNING, NIR, filled
from tests.seekers.registration.factories import registered

pytestmark = [pytest.mark.django_db, pytest.mark.asvs("7.5.1")]
REVIEW, SIGNATURE = "/inscription/relire/", "/api/application/signature"


@pytest.fixture(autouse=True)
def _here(at: Any) -> None:
    at(MORNING)
    load_places()


@pytest.fixture
def nadia() -> Seeker:
    """Registered, and paid on another account than the one of the application."""
    seeker = registered(nir=NIR, first_name="Nadia", last_name="Lefort", user__email="nadia@inscription.invalid")
    BankAccountFactory(seeker=seeker, iban=OTHER_IBAN, holder="NADIA LEFORT")
    return seeker


@pytest.fixture
def draft(nadia: Seeker) -> Application:
    return filled(application=services.begin_again(seeker=nadia, actor=nadia.user, now=MORNING))


def press(browser: Client) -> Any:
    page = browser.get(REVIEW)
    confirmed = [each["finding"].key for each in page.context["surprises"]]
    return browser.post(REVIEW, {"read": page.context["read"], "confirmed": confirmed})


def send(browser: Client) -> Any:
    review = browser.get("/api/application/review").json()
    confirmed = [each["key"] for each in review["surprises"]]
    said = {"edition": review["edition"], "confirmed": confirmed, "password": ""}
    return browser.post(SIGNATURE, said, content_type="application/json")


def paid_on(seeker: Seeker) -> str:
    return BankAccount.objects.live().get(seeker=seeker).iban


def test_whoever_took_over_a_session_signs_no_other_account(nadia: Seeker, draft: Application) -> None:
    browser = signed_in(nadia)
    assert press(browser)["Location"] == f"/compte/confirmer/?next={REVIEW.replace('/', '%2F')}"
    refused = send(browser)
    assert (refused.status_code, refused.json()["code"]) == (409, "prove_again")
    assert paid_on(nadia) == OTHER_IBAN
    draft.refresh_from_db()
    assert draft.state == ApplicationState.DRAFT


@pytest.mark.parametrize("signs", [press, send])
def test_proved_once_more_it_is_signed_and_waits(nadia: Seeker, draft: Application, signs: Any) -> None:
    answer = signs(proved_ago(signed_in(nadia)))
    assert answer.status_code in {200, 302}, answer.content
    assert paid_on(nadia) == IBAN
    assert BankAccount.objects.live().get(seeker=nadia).held_until is not None


def test_the_account_that_they_have_asks_for_nothing_more(nadia: Seeker, draft: Application) -> None:
    BankAccount.objects.filter(seeker=nadia).update(iban=IBAN)
    assert press(signed_in(nadia))["Location"] == "/inscription/signee/"


def test_without_the_proof_the_account_would_be_theirs(
    nadia: Seeker, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proved, "proved_within", lambda *_given, **_named: True)
    press(signed_in(nadia))
    assert paid_on(nadia) == IBAN

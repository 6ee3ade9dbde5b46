"""From the estimate to the registration: what was typed is found again, unjudged, and kept nowhere before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from seekers.registration import carrying
from seekers.registration.answers import Answers, Identity, Job, Pause, Situation
from seekers.registration.models import Application, Step

pytestmark = pytest.mark.django_db
BAKERY = Job("Boulangerie Durand", date(2025, 1, 6), date(2026, 8, 31), 4_000_050, 1_820 * 60, "end_of_fixed_term")
FULL_TIME = Job("Café du Port", date(2024, 1, 8), date(2024, 12, 20), 1_900_000, 0, "dismissal")
TOLD = Answers(
    identity=Identity(birth_date=date(1985, 4, 12)),
    situation=Situation(
        claims=True, worked=True, jobs=(BAKERY, FULL_TIME), interrupted=True, had_right_before=True,
        worked_abroad=False,
        pauses=(Pause("sick", date(2025, 3, 3), date(2025, 3, 30)),),
    ),
)  # fmt: skip
BEGIN = reverse("registration:begin")
NAMES = {"first_name": "Awa", "last_name": "Essai"}


def begun(browser: Client, **more: str) -> Application:
    assert browser.post(BEGIN, NAMES | more).status_code == 302
    return Application.objects.get()


def test_nothing_is_kept_before_the_person_begins() -> None:
    browser = Client()
    page = browser.post(BEGIN, {"told": carrying.sign(TOLD), "carry": "1"})
    assert page.status_code == 200
    words = page.content.decode()
    assert "error-summary" not in words
    assert 'name="told"' in words
    assert not Application.objects.exists()
    assert not User.objects.exists()
    assert settings.SESSION_COOKIE_NAME not in browser.cookies


def test_the_situation_shows_what_was_typed_and_judges_nothing() -> None:
    browser = Client()
    application = begun(browser, told=carrying.sign(TOLD))
    assert application.answers["situation"]["jobs"] == []
    typed = application.typed[Step.SITUATION]
    assert (typed["jobs-0-employer"], typed["jobs-0-pay"]) == (["Boulangerie Durand"], ["40000,50"])
    page = browser.get(reverse("registration:step", args=[Step.SITUATION])).content.decode()
    for words in ("Boulangerie Durand", "40000,50", "1820", "Café du Port"):
        assert words in page
    assert "error-summary" not in page
    assert application.typed[Step.IDENTITY]["birth_date"] == ["1985-04-12"]
    assert application.typed[Step.IDENTITY]["first_name"] == ["Awa"]


def test_what_was_not_said_stays_to_be_answered() -> None:
    typed = begun(Client(), told=carrying.sign(TOLD)).typed[Step.SITUATION]
    assert "claims" not in typed
    assert "had_right_before" not in typed
    assert "worked_abroad" not in typed
    assert "jobs-1-time_hours" not in typed
    assert typed["worked"] == ["yes"]


def test_a_page_that_is_not_ours_carries_nothing() -> None:
    forged = carrying.sign(TOLD)[:-2] + "xx"
    assert begun(Client(), told=forged).typed == {}
    assert carrying.read(signing.dumps(TOLD.to_json(), salt="another")) is None


def test_it_does_not_last_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    written = carrying.sign(TOLD)
    assert carrying.read(written) is not None
    later = (timezone.now() + carrying.LASTS + timedelta(seconds=2)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert carrying.read(written) is None


def test_an_application_begun_alone_is_blank() -> None:
    assert begun(Client()).typed == {}

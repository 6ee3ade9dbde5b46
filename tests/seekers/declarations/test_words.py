"""Deadlines, summaries and steps as people read them."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from portal import clock
from seekers.declarations import deadlines
from seekers.declarations.summary import summary
from seekers.profiles.models import Seeker
from tests.seekers.declarations.browsing import MORNING, SAID_NO, signed_in, two_employers
from tests.seekers.declarations.factories import NOVEMBER, said
from tests.seekers.declarations.factories import sent as sent_at
from tests.seekers.registration.factories import RegistrationFactory

CLOSES = clock.start_of(date(2026, 12, 16))


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=3), "il reste 2 jours"),
        (timedelta(hours=30), "il reste 1 jour"),
        (timedelta(hours=5, minutes=10), "il reste 5 heures"),
        (timedelta(minutes=59), "il reste moins d’une heure"),
        (timedelta(0), ""),
    ],
)
def test_time_left_is_counted_in_days_then_in_hours(before: timedelta, words: str) -> None:
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert deadlines.left(CLOSES, CLOSES - before) == words


def test_midnight_belongs_to_the_day_before_and_another_hour_is_said() -> None:
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert deadlines.until(CLOSES) == "jusqu’au mardi 15 décembre à minuit"
        assert deadlines.until(CLOSES + timedelta(hours=18)) == "jusqu’au mercredi 16 décembre à 18 h 00"


def test_the_summary_says_each_employer_each_period_and_every_no() -> None:
    told = summary(two_employers(), NOVEMBER)
    assert told[0].lines[1] == (
        "Mairie de Bréhal\u00a0: 12\u00a0h, 156,00\u00a0€ brut (estimé, en attendant la fiche de paie), contrat terminé"
    )
    assert told[1].lines == ("Du 3 novembre 2026 au 9 novembre 2026",)
    assert told[2].answer == "formation, stage, congé maternité, congé paternité, retraite, pension d’invalidité"
    assert told[3].answer == "Oui"


@pytest.mark.django_db
def test_home_says_what_is_to_be_done_then_what_was_received(browser: Client, seeker: Seeker) -> None:
    page = browser.get("/").content.decode()
    assert f"Bonjour {seeker.user.full_name}" in page
    assert "il reste 16 jours" in page
    browser.post("/declarations/2026-11/", SAID_NO)
    assert "pas encore envoyé" in browser.get("/").content.decode()
    version = sent_at(seeker, said(), now=MORNING)
    page = browser.get("/").content.decode()
    assert version.receipt in page
    assert "Déclarer votre mois de décembre 2026" in page


@pytest.mark.django_db
def test_home_offers_the_way_back_when_the_registration_has_ended(morning: object) -> None:
    seeker = RegistrationFactory(forgot=True).seeker
    page = signed_in(seeker).get("/").content.decode()
    assert "Me réinscrire" in page
    assert "Ce n’est pas une sanction" in page

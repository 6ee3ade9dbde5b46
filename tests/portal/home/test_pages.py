"""The front door, the homes, the trail, and what a watching machine is told."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.home.steps import Step, StepState, gathered
from portal.tiles import Tile
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.queries import queries_of
from tests.seekers.profiles.factories import SeekerFactory

pytestmark = pytest.mark.django_db
TRAIL = "/mon-dossier/ouvertures/"


def test_signed_out_people_learn_what_this_is_and_how_to_come_in() -> None:
    page = Client().get("/").content.decode()
    assert "/compte/connexion/" in page
    assert "Rien ne s’arrête par erreur" in page


@pytest.mark.parametrize("role", Role)
def test_everyone_has_a_home(role: Role) -> None:
    user = UserFactory(roles=(role,))
    assert user.full_name in signed_in(user).get("/").content.decode()


def test_a_home_is_never_blank() -> None:
    director = signed_in(UserFactory(roles=(Role.DIRECTOR,))).get("/").content.decode()
    assert "Aucune série n’est ouverte" in director
    assert "Rien ne vous attend" not in director
    assert "Rien ne vous attend" in signed_in(UserFactory(roles=(Role.CONTROLLER,))).get("/").content.decode()


def test_the_trail_names_who_opened_the_file_and_says_what_was_automatic() -> None:
    user, advisor = UserFactory(), UserFactory(roles=(Role.ADVISOR,), full_name="Paul Lemoine")
    audit.record(action="file.opened", target=user, subject=user, actor=advisor, reason="Appel du 3 novembre")
    audit.record(action="registration.ceased", target=user, subject=user, actor=None)
    audit.record(action="declarations.filed", target=user, subject=user, actor=user)
    page = signed_in(user).get(TRAIL).content.decode()
    for words in ("Paul Lemoine", "Ouverture de votre dossier", "Appel du 3 novembre", "Automatique", "Vous"):
        assert words in page
    assert "Paul Lemoine" not in signed_in(UserFactory()).get(TRAIL).content.decode()


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("payment.priced", "Votre paiement"),
        ("payments.payment.returned", "Votre paiement"),
        ("entitlement.opened", "Votre droit à l’allocation"),
        ("claims.received", "Votre demande d’allocation"),
        ("intake.opened", "Votre courrier"),
        ("profiles.usual_channel", "Votre façon habituelle de déclarer"),
        ("profiles.contact_changed", "Vos coordonnées"),
        ("declarations.declaration.filed", "Votre déclaration"),
    ],
)
def test_the_trail_says_what_was_touched(action: str, words: str) -> None:
    user = UserFactory()
    audit.record(action=action, target=user, subject=user, actor=None)
    assert words in signed_in(user).get(TRAIL).content.decode()


def test_who_registers_reads_their_trail_too() -> None:
    applicant, advisor = (
        UserFactory(roles=(Role.APPLICANT,)),
        UserFactory(roles=(Role.ADVISOR,), full_name="Claire Martin"),
    )
    audit.record(
        action="documents.opened", target=applicant, subject=applicant, actor=advisor, reason="Identité à lire"
    )
    browser = signed_in(applicant)
    page = browser.get(TRAIL).content.decode()
    assert "Claire Martin" in page
    assert "Identité à lire" in page
    assert TRAIL in browser.get("/").content.decode()
    assert signed_in(advisor).get(TRAIL).status_code == 404


def test_the_trail_asks_the_same_queries_for_one_line_and_for_thirty() -> None:
    user = UserFactory()
    browser = signed_in(user)

    def count(lines: int) -> int:
        for _line in range(lines):
            audit.record(action="file.opened", target=user, subject=user, actor=UserFactory(roles=(Role.ADVISOR,)))
        browser.get(TRAIL)
        return len(queries_of(lambda: browser.get(TRAIL)))

    assert count(1) == count(29)


def test_the_senders_are_those_of_the_settings(settings) -> None:
    settings.SMS_SENDER = "REBOND-ESSAI"
    assert "REBOND-ESSAI" in Client().get("/verifier-un-message/").content.decode()


def test_a_watching_machine_is_told_that_all_is_well() -> None:
    answer = Client().get("/healthz")
    assert answer.json() == {"database": True, "cache": True}
    assert "no-cache" in answer["Cache-Control"]


def test_a_silent_redis_is_told_and_stops_nothing(settings) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["cache"]) == (200, False)


def test_steps_stand_by_urgency_then_by_date() -> None:
    later, now, done = Step("b"), Step("a", state=StepState.NOW), Step("c", state=StepState.DONE)
    tiles = [Tile("", {"yours": [done, later]}), Tile("", {"yours": [now]}), Tile("", {})]
    assert gathered(tiles, "yours") == [now, later, done]


@pytest.mark.parametrize(
    ("path", "label", "how"),
    [("/declarations/", "Ma déclaration", "page"), ("/mon-dossier/en-ligne/", "Mon dossier", "true")],
)
def test_the_menu_says_which_page_or_which_room_one_is_in(path: str, label: str, how: str) -> None:
    page = signed_in(SeekerFactory().user).get(path).content.decode()
    marked = re.findall(r'<a href="[^"]+" aria-current="(\w+)">([^<]+)', page)
    assert set(marked) == {(how, label)}, path

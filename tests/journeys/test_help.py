"""Asking for a human being on a small telephone, and being registered by one: real pages, no script needed, nothing too wide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from seekers.help import services
from seekers.help.models import HelpRequest, Way
from seekers.help.services import PlaceLine
from seekers.profiles import services as profiles
from seekers.profiles.models import AutonomySign
from seekers.profiles.services import Sighting
from seekers.registration import rules
from seekers.registration import services as registrations
from tests.advisors.portfolios.factories import advisor, followed
from tests.journeys.registering import begin_beside, fill_beside, sign_beside
from tests.portal.accounts.factories import signed_in
from tests.portal.reference.places import load_places
from tests.seekers.registration.applying import begun, everything, filled

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def look(visit: Callable[..., None]) -> Callable[..., None]:
    """``look(user, address…)``: each page opened by ``user``, on a telephone and on a screen."""

    def opened(user: Any, *addresses: str) -> None:
        for address in addresses:
            visit(address, user)

    return opened


@pytest.mark.phone(360)
@pytest.mark.without_script
def test_from_the_step_where_one_is_stuck_to_a_promised_call(page: Any, enter: Any, seeker: Any, morning: Any) -> None:
    enter(seeker.user)
    page.goto("/declarations/2026-11/")
    page.get_by_role("button", name="Continuer").last.click()  # nothing answered: the page says so
    page.get_by_role("link", name="Être rappelé, écrire ou venir").click()
    assert "réponses ont été refusées par le site" in page.content()
    page.get_by_label("Votre numéro de téléphone").fill("06 39 98 12 34")
    page.get_by_role("button", name="Me faire rappeler").click()
    assert "Appel promis lundi 30 novembre" in page.content()
    asked = HelpRequest.objects.get()
    assert (asked.matter, asked.step, asked.answers_shared) == ("declaration:2026-11", "month", False)
    assert len(asked.errors) == 9
    page.get_by_role("button", name="Annuler cette demande").click()
    assert not HelpRequest.objects.open().exists()


def test_the_pages_of_help(look: Any, seeker: Any, morning: Any) -> None:
    services.load_places(
        lines=[PlaceLine("a", "Maison de la Grue", "59100", "Roubaix", phone="03 99 00 10 01")], actor=None, now=morning
    )
    look(None, "/aide/", "/aide/pres-de-chez-moi/?code_postal=59100", "/aide/pres-de-chez-moi/?code_postal=01000")
    services.ask(person=seeker.user, actor=None, way=Way.CALL, phone="0639981234", now=morning - timedelta(days=4))
    services.flag_missed(now=morning)
    look(seeker.user, "/aide/demander/?matter=declaration:2026-11&step=details&errors=a:required", "/aide/demandes/")


def test_the_pages_of_one_s_own_file(look: Any, seeker: Any, morning: Any) -> None:
    seen = [Sighting(seeker.pk, AutonomySign.DRAFT_ABANDONED, each, {"month": each}) for each in ("2026-09", "2026-10")]
    profiles.observe_autonomy(sightings=seen, now=morning)
    profiles.tell_adjustments(
        seeker=seeker, kinds=["hearing"], words="De face", consents=True, actor=seeker.user, now=morning
    )
    mine = "/mon-dossier/"
    look(seeker.user, mine, f"{mine}coordonnees/", f"{mine}adresse/", f"{mine}en-ligne/", f"{mine}besoins/")


def test_the_pages_of_who_helps(look: Any, seeker: Any, morning: Any) -> None:
    claire = advisor(full_name="Claire Martin")
    followed(claire, seeker)
    profiles.observe_usual_channel(seeker=seeker, ways=("agency", "agency"), actor=None, now=morning)
    facts = {"matter": "declaration:2026-11", "step": "details", "errors": ["employers-0-pay:required"]}
    asked = services.ask(
        person=seeker.user, actor=None, way=Way.CALL, phone="0639981234", now=morning - timedelta(days=4), **facts
    )
    services.flag_missed(now=morning)
    person = f"/conseil/personnes/{seeker.user.public_id}/"
    look(
        claire, "/", "/conseil/appels/", f"/conseil/aides/{asked.public_id}/", "/conseil/habitudes/", person,
        f"{person}en-ligne/",
    )  # fmt: skip


def test_the_pages_of_who_registers_somebody(look: Any, morning: Any) -> None:
    load_places()
    claire = advisor(full_name="Claire Martin")
    desk = signed_in(claire)
    mine = begin_beside(desk)
    handed = begun(morning, first_name="Karim")
    registrations.hand_over(application=handed, actor=handed.applicant, now=morning)
    base = f"/conseil/inscrire/{mine.public_id}"
    look(claire, "/conseil/inscrire/", "/conseil/inscrire/commencer/", f"{base}/relire/")
    fill_beside(desk, mine)
    steps = (
        "identite",
        "contact",
        "adresse",
        "situation",
        "foyer",
        "disponibilite",
        "recherche",
        "banque",
        "documents",
    )
    look(claire, *(f"{base}/etape/{step}/" for step in steps), f"{base}/relire/")
    sign_beside(desk, mine)
    look(claire, f"{base}/preuve/")
    mine.refresh_from_db()
    registrations.object_to(application=mine, words="Je n’ai jamais travaillé là", actor=mine.applicant, now=morning)
    look(claire, "/conseil/inscrire/", f"{base}/contestation/")
    confirmed = [each.key for each in rules.surprises(everything(), morning.date())]
    double = registrations.sign(
        application=filled(now=morning), answers=everything(), actor=advisor(), consent_words="Oui", now=morning,
        confirmed=confirmed,
    )  # fmt: skip
    look(claire, f"/conseil/inscrire/{double.public_id}/verifier/")

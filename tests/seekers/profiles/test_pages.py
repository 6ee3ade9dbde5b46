"""My file: read, changed by the person alone, and told to the former address."""

from __future__ import annotations

import pytest
from django.test import Client

from portal import clock
from portal.audit.models import Entry
from portal.notifications.models import Message
from portal.reference.models import Commune, Department, Region
from seekers.profiles import services
from seekers.profiles.models import AdjustmentNeed, Autonomy, AutonomySign
from seekers.profiles.services import Sighting
from tests.seekers.declarations.browsing import signed_in
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
MINE = "/mon-dossier/"
CONTACT = {"email": "awa@essai.example", "phone": "06 39 98 12 34", "phone_is_shared": "no", "preferred_channel": "sms"}


@pytest.fixture
def awa():
    return registered(first_name="Awa", by_sms=True, nir="285049912345678"[:13] + "63")


@pytest.fixture
def browser(awa) -> Client:
    return signed_in(awa)


def noticed(awa, *keys):
    rows = [Sighting(awa.pk, AutonomySign.DRAFT_ABANDONED, key, {"month": key}) for key in keys]
    services.observe_autonomy(sightings=rows, now=clock.now())


def test_it_says_what_is_known_and_never_the_whole_number(browser, awa):
    noticed(awa, "2026-10")
    services.observe_usual_channel(seeker=awa, ways=("paper", "paper"), actor=None, now=clock.now())
    words = browser.get(MINE).content.decode()
    for expected in ("Kessler", f"finit par {awa.nir[-4:]}", "octobre 2026", "2 des 2 dernières déclarations"):
        assert expected in words
    assert awa.nir not in words


def test_contact_is_changed_and_the_former_address_is_told(browser, awa):
    former = awa.user.email
    assert browser.post(f"{MINE}coordonnees/", CONTACT).status_code == 302
    awa.refresh_from_db()
    assert (awa.user.email, str(awa.phone), awa.preferred_channel) == ("awa@essai.example", "+33639981234", "sms")
    told = Message.objects.filter(user=awa.user, kind="profiles.contact_changed")
    assert set(told.values_list("channel", "address")) >= {("email", former), ("sms", "+33639980001")}
    assert Entry.objects.get(action="profiles.contact_changed").actor == awa.user


def test_the_same_contact_again_alarms_nobody(browser, awa):
    same = {**CONTACT, "email": awa.user.email, "phone": str(awa.phone)}
    assert browser.post(f"{MINE}coordonnees/", same).status_code == 302
    assert not Message.objects.filter(kind="profiles.contact_changed").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"phone": "12"}, "n’existe pas"),
        ({"email": "", "preferred_channel": "email"}, "écrivez votre adresse e-mail"),
        ({"phone": "", "preferred_channel": "sms"}, "écrivez un numéro de mobile"),
        ({"preferred_channel": "pigeon"}, "Choisissez une des réponses"),
    ],
)
def test_a_preference_that_would_mean_silence_is_refused(browser, awa, typed, sentence):
    page = browser.post(f"{MINE}coordonnees/", {**CONTACT, **typed})
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_somebody_else_s_address_is_not_said_to_be_theirs(browser, awa):
    other = registered(user__email="prise@essai.example")
    page = browser.post(f"{MINE}coordonnees/", {**CONTACT, "email": other.user.email})
    assert page.status_code == 422
    assert "autre compte" not in page.content.decode()


class TestAddress:
    @pytest.fixture(autouse=True)
    def communes(self):
        region = Region.objects.create(code="32", name="Hauts-de-France")
        department = Department.objects.create(code="59", name="Nord", region=region)
        for code, name, postcodes in (
            ("59512", "Roubaix", ["59100"]),
            ("59009", "Villeneuve", ["59491", "59650"]),
            ("59332", "Lezennes", ["59650"]),
        ):
            Commune.objects.create(
                code=code, name=name, folded=name.lower(), postcodes=postcodes, department=department
            )

    def test_a_postcode_with_one_commune_asks_nothing_more(self, browser, awa):
        assert browser.post(f"{MINE}adresse/", {"address_line": "1 rue A", "postcode": "59100"}).status_code == 302
        awa.refresh_from_db()
        assert (awa.address_line, awa.commune_code) == ("1 rue A", "59512")

    def test_a_postcode_with_several_asks_which(self, browser, awa):
        typed = {"address_line": "1 rue A", "postcode": "59650"}
        page = browser.post(f"{MINE}adresse/", typed)
        assert page.status_code == 422
        assert "Lezennes" in page.content.decode()
        assert browser.post(f"{MINE}adresse/", {**typed, "commune_code": "59332"}).status_code == 302
        awa.refresh_from_db()
        assert awa.commune_code == "59332"

    def test_a_postcode_that_is_not_one_is_refused(self, browser, awa):
        assert browser.post(f"{MINE}adresse/", {"postcode": "5910"}).status_code == 422


class TestAutonomy:
    def test_the_person_says_how_it_is_for_them(self, browser, awa):
        assert browser.post(f"{MINE}en-ligne/", {"level": ""}).status_code == 422
        browser.post(f"{MINE}en-ligne/", {"level": "low"})
        awa.refresh_from_db()
        assert awa.autonomy == Autonomy.LOW

    def test_what_was_noticed_is_shown_and_set_aside_with_a_button(self, browser, awa):
        noticed(awa, "2026-10", "2026-11")
        words = browser.get(f"{MINE}en-ligne/").content.decode()
        assert "Déclaration commencée en ligne, jamais envoyée" in words
        assert "novembre 2026" in words
        row = awa.autonomy_observations.first()
        browser.post(f"{MINE}en-ligne/{row.pk}/ecarter/")
        awa.refresh_from_db()
        assert awa.observed_autonomy == Autonomy.UNKNOWN

    def test_nobody_sets_aside_what_was_noticed_of_somebody_else(self, awa):
        noticed(awa, "2026-10")
        row = awa.autonomy_observations.get()
        assert signed_in(registered()).post(f"{MINE}en-ligne/{row.pk}/ecarter/").status_code == 404


class TestAdjustments:
    TOLD = {"kinds": ["hearing"], "words": "Parlez-moi de face", "consents": "on"}

    def test_told_by_consent_and_erased_with_it(self, browser, awa):
        assert browser.post(f"{MINE}besoins/", {**self.TOLD, "consents": ""}).status_code == 422
        assert not AdjustmentNeed.objects.exists()
        browser.post(f"{MINE}besoins/", self.TOLD)
        assert "Parlez-moi de face" in browser.get(MINE).content.decode()
        browser.post(f"{MINE}besoins/", {"action": "withdraw"})
        need = AdjustmentNeed.objects.get()
        assert (need.kinds, need.words, need.withdrawn_at is None) == ([], "", False)
        assert "Parlez-moi de face" not in browser.get(MINE).content.decode()

    def test_an_empty_need_is_not_one(self, browser, awa):
        assert browser.post(f"{MINE}besoins/", {"consents": "on"}).status_code == 422

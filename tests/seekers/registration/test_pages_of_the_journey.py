"""What the pages promise: nothing lost, nothing shown to others, the same cost whatever is written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from portal.accounts.roles import Role
from portal.documents import services as documents
from portal.documents.gateways.local import LocalAntivirus
from seekers.registration import services
from seekers.registration.answers import Answers, Job
from seekers.registration.models import Application, ApplicationState, ResumeCode, Step
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.documents.factories import receive
from tests.portal.documents.making import given, infected, jpeg
from tests.portal.reference.places import load_places
from tests.queries import queries_of
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.applying import (
    MORNING,
    NIR,
    PASSWORD,
    address_of,
    bakery,
    begin_in_browser,
    everything,
    filled,
    pages,
    post_step,
    verified,
)
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(at: Any) -> None:
    at(MORNING)
    load_places()


def browser_of(application: Application) -> Client:
    client = Client()
    client.force_login(application.applicant)
    return client


def test_somebody_elses_draft_is_never_the_one_that_opens() -> None:
    filled()
    other = begin_in_browser()
    page = other.get(address_of(Step.CONTACT)).content.decode()
    assert "nadia@inscription.invalid" not in page


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.OPERATOR, Role.RECRUITER])
def test_nobody_without_an_application_has_these_pages(role: Role) -> None:
    browser = signed_in(UserFactory(roles=(role,)))
    for path in (
        address_of(Step.CONTACT),
        "/inscription/relire/",
        "/inscription/signee/",
        "/inscription/autre-appareil/",
    ):
        assert browser.get(path).status_code == 404


def test_a_seeker_who_never_applied_gets_404_and_a_way_to_ask_anew() -> None:
    browser = signed_in(registered().user)
    assert browser.get(address_of(Step.CONTACT)).status_code == 404
    assert browser.get("/inscription/nouvelle-demande/").status_code == 200


def test_a_page_with_errors_is_kept_as_typed_and_says_each_in_a_sentence() -> None:
    browser = begin_in_browser()
    answer = post_step(
        browser,
        Step.CONTACT,
        {"email": "nadia@", "phone": "12", "preferred_channel": "sms", "language": "fr", "autonomy": "low"},
    )
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Cette adresse e-mail n’est pas complète" in said
    assert "Ce numéro de téléphone n’existe pas" in said
    assert 'value="nadia@"' in browser.get(address_of(Step.CONTACT)).content.decode()


def test_finishing_later_keeps_everything_and_says_when() -> None:
    browser = begin_in_browser()
    answer = post_step(browser, Step.CONTACT, {"email": "nadia@"}, action="later")
    assert answer.status_code == 302
    assert "Enregistré à 10\u00a0h\u00a005" in browser.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("action", "to"), [("elsewhere", "/inscription/autre-appareil/"), ("hand_over", address_of(Step.SITUATION))]
)
def test_a_second_job_half_typed_survives_both_other_ways(action: str, to: str) -> None:
    browser = begin_in_browser()
    page = browser.get(address_of(Step.SITUATION)).content.decode()
    assert re.search(rf'<button[^>]+form="answers"[^>]+value="{action}"', page)
    assert 'id="answers"' in page
    typed = pages()[Step.SITUATION] | {"jobs-TOTAL_FORMS": "2", "jobs-1-employer": "Crêperie du Port"}
    assert post_step(browser, Step.SITUATION, typed, action=action).url == to
    assert (Application.objects.get().handed_at is not None) is (action == "hand_over")
    assert 'value="Crêperie du Port"' in browser.get(address_of(Step.SITUATION)).content.decode()


def test_a_page_that_was_only_looked_at_is_still_to_be_answered() -> None:
    browser = begin_in_browser()
    words = pages()
    for step in (Step.IDENTITY, Step.CONTACT, Step.ADDRESS, Step.SITUATION):
        assert post_step(browser, step, words[step]).status_code == 302
    blank = {"children_raised": "", "monthly_resources_cents": ""}
    assert post_step(browser, Step.HOUSEHOLD, blank, action="elsewhere").url == "/inscription/autre-appareil/"
    assert Application.objects.get().step == Step.HOUSEHOLD


@pytest.mark.parametrize("action", ["elsewhere", "hand_over"])
def test_documents_and_the_review_have_the_other_ways_too(action: str) -> None:
    browser = browser_of(filled())
    assert post_step(browser, Step.DOCUMENTS, {}, action=action).status_code == 302
    review = browser.get("/inscription/relire/").content.decode()
    assert 'href="/inscription/autre-appareil/"' in review
    assert 'action="/inscription/avec-un-conseiller/"' in review


def test_a_step_saved_elsewhere_since_is_not_overwritten() -> None:
    browser = begin_in_browser()
    words = pages()[Step.BANK]
    assert post_step(browser, Step.BANK, words).status_code == 302
    answer = post_step(browser, Step.BANK, words | {"holder": ["AUTRE"]}, edition=0)
    assert answer.url == address_of(Step.BANK)
    assert "remplie entre-temps" in browser.get(answer.url).content.decode()
    assert Answers.from_json(Application.objects.get().answers).bank.holder == "NADIA LEFORT"


def test_the_household_is_not_asked_of_who_claims_nothing() -> None:
    said = everything()
    draft = filled(replace(said, situation=replace(said.situation, claims=False)))
    browser = browser_of(draft)
    assert browser.get(address_of(Step.HOUSEHOLD)).url == "/inscription/relire/"
    assert "Étape 9 sur 9" in browser.get("/inscription/relire/").content.decode()


def test_opening_the_code_page_uses_nothing_up_and_makes_nothing() -> None:
    draft = filled()
    browser = browser_of(draft)
    browser.get("/inscription/autre-appareil/")
    assert not ResumeCode.objects.exists()
    code = services.make_resume_code(application=draft, actor=None, now=MORNING)
    for _time in range(7):
        Client().get("/inscription/reprendre/", {"code": code, "birth_date": "1987-04-12"})
    answer = Client().post("/inscription/reprendre/", {"code": code, "birth_date": "1987-04-12"})
    assert answer.url == "/inscription/relire/" or answer.url == address_of(Step.REVIEW)


def test_the_answer_to_a_lost_code_is_the_same_whoever_is_named() -> None:
    filled()
    said = []
    for address in ("nadia@inscription.invalid", "inconnue@inscription.invalid"):
        browser = Client()
        answer = browser.post(
            "/inscription/reprendre/recevoir-un-code/", {"address": address, "birth_date": "1987-04-12"}, follow=True
        )
        said.append([str(each) for each in answer.context["messages"]])
        assert answer.redirect_chain == [("/inscription/reprendre/", 302)]
    assert said[0] == said[1]


def test_the_review_says_what_is_missing_and_offers_no_signature() -> None:
    browser = begin_in_browser()
    page = browser.get("/inscription/relire/").content.decode()
    assert "Il manque encore" in page
    assert "Signer mon inscription" not in page


def test_a_forged_reading_signs_nothing() -> None:
    mine, others = filled(), filled(replace(everything(), bank=replace(everything().bank, holder="PIRATE")))
    read = browser_of(others).get("/inscription/relire/").context["read"]
    answer = browser_of(mine).post("/inscription/relire/", {"read": read, "password": PASSWORD})
    assert answer.url == "/inscription/relire/"
    assert not Application.objects.exclude(state=ApplicationState.DRAFT).exists()


def test_a_short_password_is_refused_and_nothing_is_signed() -> None:
    browser = browser_of(filled())
    read = browser.get("/inscription/relire/").context["read"]
    answer = browser.post("/inscription/relire/", {"read": read, "password": "court"})
    assert answer.status_code == 422
    assert Application.objects.get().state == ApplicationState.DRAFT


def sign(browser: Client) -> Any:
    read = browser.get("/inscription/relire/").context["read"]
    return browser.post("/inscription/relire/", {"read": read, "password": PASSWORD})


def test_signing_leaves_the_person_signed_in_and_their_home_open() -> None:
    browser = browser_of(filled())
    assert sign(browser).url == "/inscription/signee/"
    verified(Application.objects.get())
    assert "agence" in browser.get("/inscription/signee/").content.decode()
    assert browser.get("/").status_code == 200
    assert browser.get("/inscription/").status_code == 200


def test_a_known_number_changes_no_word_of_the_pages_before_the_signature() -> None:
    browser = browser_of(filled())
    before = [browser.get(address).content for address in (address_of(Step.IDENTITY), address_of(Step.CONTACT))]
    SeekerFactory(nir=NIR, user__email="nadia@inscription.invalid")
    after = [browser.get(address).content for address in (address_of(Step.IDENTITY), address_of(Step.CONTACT))]
    assert [len(each) for each in before] == [len(each) for each in after]
    sign(browser)
    page = browser.get("/inscription/signee/").content.decode()
    assert "Nous vérifions votre dossier" in page
    assert "existe déjà" not in page


def test_the_home_of_an_applicant_says_where_they_stand() -> None:
    browser = begin_in_browser()
    page = browser.get("/").content.decode()
    assert "Vous n’êtes pas encore inscrit" in page
    assert address_of(Step.IDENTITY) in page


def test_the_landing_and_the_sign_in_page_lead_here() -> None:
    for path in ("/", "/compte/connexion/"):
        assert "/inscription/commencer/" in Client().get(path).content.decode()


def short_job(number: int) -> Job:
    first = date(2025, 1, 1) + timedelta(days=30 * number)
    return bakery(
        employer=f"Employeur {number}",
        starts_on=first,
        ends_on=first + timedelta(days=19),
        gross_cents=1_800_00,
        minutes=7200,
    )


@pytest.mark.parametrize("path", [address_of(Step.SITUATION), "/inscription/relire/", address_of(Step.DOCUMENTS)])
def test_a_page_costs_the_same_with_one_job_and_with_ten(path: str) -> None:
    said = everything()
    jobs = tuple(short_job(number) for number in range(10))
    costs = []
    for some in (jobs[:1], jobs):
        browser = browser_of(filled(replace(said, situation=replace(said.situation, jobs=some))))
        browser.get(path)
        costs.append(len(queries_of(lambda browser=browser: browser.get(path))))
    assert costs[0] == costs[1]


def test_the_documents_step_says_that_a_file_was_set_aside_for_a_virus() -> None:
    application = filled()
    sent = receive(given(infected()), person=application.applicant, kind="identity")
    documents.scan(document=sent, antivirus=LocalAntivirus(), now=MORNING)
    page = browser_of(application).get(address_of(Step.DOCUMENTS)).content.decode()
    assert "contenait un virus" in page
    assert "/documents/envoyer/identity/" in page
    receive(given(jpeg()), person=application.applicant, kind="identity")
    assert "contenait un virus" not in browser_of(application).get(address_of(Step.DOCUMENTS)).content.decode()


def test_a_telephone_is_shown_as_people_write_it() -> None:
    browser = browser_of(filled())
    assert 'value="06 39 98 11 11"' in browser.get(address_of(Step.CONTACT)).content.decode()
    assert "06\u00a039\u00a098\u00a011\u00a011" in browser.get("/inscription/relire/").content.decode()

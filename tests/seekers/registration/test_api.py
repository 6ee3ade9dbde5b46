"""The application for programs: same acts, same refusals, in JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from portal.accounts.roles import Role
from seekers.registration import services, steps
from seekers.registration.models import Application, ApplicationState, Registration, Step
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.portal.reference.places import load_places
from tests.seekers.registration.applying import (
    MORNING,
    PASSWORD,
    address_of,
    begin_in_browser,
    everything,
    filled,
    pages,
    post_step,
    verified,
)
from tests.seekers.registration.test_pages_of_the_journey import browser_of

pytestmark = pytest.mark.django_db
API = "/api/application/"
JSON = "application/json"


@pytest.fixture(autouse=True)
def _here(at: Any) -> None:
    at(MORNING)
    load_places()


def post(browser: Client, where: str, words: Any) -> Any:
    return browser.post(f"{API}{where}", words, content_type=JSON)


def begun() -> Client:
    browser = Client()
    answer = post(browser, "begin", {"first_name": "Nadia", "last_name": "Lefort"})
    assert answer.status_code == 200, answer.content
    return browser


def said(step: str) -> dict[str, Any]:
    return everything().to_json()[steps.NAME[step]]


def put(browser: Client, step: str, answers: Any, edition: int | None = None) -> Any:
    known = Application.objects.order_by("-pk").first().edition if edition is None else edition
    return browser.put(f"{API}steps/{step}", {"edition": known, "answers": answers}, content_type=JSON)


def fill(browser: Client) -> None:
    for step in steps.NAME:
        answer = put(browser, step, said(step))
        assert answer.status_code == 200, (step, answer.content)
        assert answer.json()["problems"] == [], (step, answer.json())


def sign(browser: Client, **more: Any) -> Any:
    review = browser.get(f"{API}review").json()
    keys = [each["key"] for each in review["surprises"]]
    words = {"edition": review["edition"], "confirmed": keys, "password": PASSWORD}
    return post(browser, "signature", words | more)


def test_from_nothing_to_the_proof() -> None:
    browser = begun()
    where = browser.get(API).json()
    assert (where["state"], where["step"]) == ("draft", Step.IDENTITY)
    assert where["steps"][0]["step"] == Step.IDENTITY
    fill(browser)
    review = browser.get(f"{API}review").json()
    assert (review["problems"], review["asks_password"]) == ([], True)
    assert review["answers"] == everything().to_json()
    assert [each["state"] for each in review["documents"]] == ["missing"] * 3
    signed = sign(browser)
    assert signed.status_code == 200, signed.content
    assert browser.get(f"{API}receipt").json() == signed.json()
    assert browser.get(f"{API}receipt.pdf").content.startswith(b"%PDF")
    assert verified(Application.objects.get()).state == ApplicationState.SIGNED
    assert browser.get(f"{API}receipt").json()["registered_on"] == Registration.objects.get().registered_on.isoformat()


def test_a_program_and_a_browser_write_the_same_application() -> None:
    browser = begun()
    fill(browser)
    by_program = Application.objects.get().answers
    other = begin_in_browser()
    for step, words in pages().items():
        assert post_step(other, step, words).status_code == 302
    assert Application.objects.order_by("-pk").first().answers == by_program
    page = browser.get(address_of(Step.BANK)).content.decode()
    assert "NADIA LEFORT" in page


def test_beginning_or_signing_again_changes_nothing() -> None:
    browser = begun()
    assert post(browser, "begin", {"first_name": "Nadia", "last_name": "Lefort"}).status_code == 200
    assert Application.objects.count() == 1
    fill(browser)
    first = sign(browser)
    again = post(browser, "signature", {"edition": 0})
    assert (again.status_code, again.json()) == (200, first.json())


def test_a_step_that_is_not_in_order_is_kept_and_says_why() -> None:
    browser = begun()
    put(browser, Step.BANK, said(Step.BANK))
    wrong = put(browser, Step.BANK, said(Step.BANK) | {"iban": "FR00"}).json()
    assert not wrong["is_done"]
    assert wrong["problems"][0]["field"] == "iban"
    assert wrong["typed"]["iban"] == ["FR00"]
    assert wrong["answers"]["iban"] == said(Step.BANK)["iban"]
    assert browser.get(f"{API}steps/{Step.BANK}").json() == wrong
    assert put(browser, Step.BANK, said(Step.BANK)).json()["is_done"]


def test_an_old_edition_is_a_conflict_and_changes_nothing() -> None:
    browser = begun()
    put(browser, Step.CONTACT, said(Step.CONTACT))
    refused = put(browser, Step.CONTACT, said(Step.CONTACT) | {"phone": ""}, edition=0)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert Application.objects.get().answers["contact"]["phone"] == said(Step.CONTACT)["phone"]
    assert put(browser, Step.CONTACT, said(Step.CONTACT), edition=0).status_code == 200  # the same again


def test_what_is_missing_is_said_page_by_page() -> None:
    refused = sign(begun())
    assert (refused.status_code, refused.json()["code"]) == (400, "incomplete")
    assert {each["step"] for each in refused.json()["problems"]} >= {"identity", "contact", "search"}
    assert Application.objects.get().state == ApplicationState.DRAFT


def test_what_is_unusual_is_confirmed_by_its_key() -> None:
    browser = begun()
    fill(browser)
    put(browser, Step.BANK, said(Step.BANK) | {"holder": "PAUL MARTIN"})
    refused = sign(browser, confirmed=[])
    assert (refused.status_code, refused.json()["code"]) == (409, "to_confirm")
    assert sign(browser).status_code == 200


def test_nobody_signs_an_edition_that_they_did_not_read_nor_without_a_password() -> None:
    browser = begun()
    fill(browser)
    read = browser.get(f"{API}review").json()["edition"]
    put(browser, Step.BANK, said(Step.BANK) | {"later": True})
    old = sign(browser, edition=read)
    assert (old.status_code, old.json()["code"]) == (409, "conflict")
    without = sign(browser, password="court")
    assert (without.status_code, list(without.json()["fields"])) == (400, ["password"])
    assert Application.objects.get().state == ApplicationState.DRAFT


def test_what_is_signed_is_not_changed_any_more() -> None:
    browser = begun()
    fill(browser)
    sign(browser)
    for refused in (put(browser, Step.BANK, said(Step.BANK)), browser.get(f"{API}review"), post(browser, "code", {})):
        assert (refused.status_code, refused.json()["code"]) == (409, "not_a_draft")


def test_a_code_goes_on_elsewhere_once_with_the_date_of_birth() -> None:
    browser = browser_of(filled())
    code = post(browser, "code", {}).json()["code"]
    other = Client()
    wrong = post(other, "resume", {"code": code, "birth_date": "1999-01-01"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "code_dead")
    right = post(other, "resume", {"code": code, "birth_date": "1987-04-12"})
    assert right.json()["step"] == Step.REVIEW
    assert other.get(f"{API}review").status_code == 200


def test_what_the_state_vouches_for_is_not_overwritten() -> None:
    vouched = replace(everything().identity, nir="")
    draft = services.begin(
        first_name="", last_name="", language="fr", now=MORNING, identity=vouched, identity_from="franceconnect"
    )
    browser = browser_of(draft)
    put(browser, Step.IDENTITY, said(Step.IDENTITY) | {"first_name": "Paul", "birth_date": "1999-01-01"})
    kept = Application.objects.get().answers["identity"]
    assert (kept["first_name"], kept["birth_date"]) == ("Nadia", "1987-04-12")


def test_without_a_token_nobody_begins_or_resumes() -> None:
    stranger = Client(enforce_csrf_checks=True)
    for where, words in (
        ("begin", {"first_name": "Nadia", "last_name": "Lefort"}),
        ("resume", {"code": "K7M4X-R9HTA", "birth_date": "1987-04-12"}),
    ):
        assert post(stranger, where, words).status_code == 403
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [
        {"claims": "maybe"},
        {"jobs": "many"},
        {"jobs": [{"employer": "A"}]},
        {"jobs": [dict.fromkeys(("employer", "starts_on", "ends_on", "gross_cents", "minutes", "end_reason"))]},
        {"pauses": [{"kind": "sick_leave", "starts_on": "2026-11-31", "ends_on": "2026-12-01"}]},
        [],
        None,
        {"jobs": [{"employer": "A\x00", "starts_on": "2025-01-01", "ends_on": None, "gross_cents": 10**30, "minutes": 1,
                   "end_reason": "other"}]},
    ],
)  # fmt: skip
def test_a_body_of_the_wrong_form_is_a_sentence_and_never_a_crash(answers: Any) -> None:
    refused = put(begun(), Step.SITUATION, answers)
    assert refused.status_code == 400
    assert refused.json()["sentence"]


def test_signed_out_is_403_nobody_elses_is_404_and_no_step_is_invented() -> None:
    filled()
    assert Client().get(API).status_code == 403
    for role in (Role.ADVISOR, Role.SEEKER, Role.RECRUITER):
        other = signed_in(UserFactory(roles=(role,)))
        for where in ("", "review", "receipt", "receipt.pdf", f"steps/{Step.BANK}"):
            assert other.get(f"{API}{where}").status_code == 404, (role, where)
    mine = begun()
    assert mine.get(f"{API}steps/documents").status_code == 404
    assert mine.get(f"{API}receipt").status_code == 404

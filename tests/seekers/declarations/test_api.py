"""The declaration for programs: same acts, same refusals, in JSON."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from seekers.declarations.models import Version
from seekers.profiles.models import Seeker
from tests.seekers.declarations.browsing import MORNING, signed_in, two_employers
from tests.seekers.declarations.factories import said
from tests.seekers.declarations.factories import sent as sent_at
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
MONTH = "/api/declarations/2026-11/"
NO_TO_ALL = dict.fromkeys(
    ("worked", "training", "internship", "sick_leave", "maternity", "paternity", "pension", "disability_pension"), False
) | {"still_looking": True}


def put(browser: Client, answers: dict[str, Any]) -> Any:
    return browser.put(f"{MONTH}draft", answers, content_type="application/json")


def send(browser: Client, answers: dict[str, Any], **others: Any) -> Any:
    return browser.post(MONTH, {"answers": answers, **others}, content_type="application/json")


def test_a_month_is_listed_kept_sent_and_proved(browser: Client, seeker: Seeker) -> None:
    assert [each["state"] for each in browser.get("/api/declarations/").json() if each["month"] == "2026-11"] == [
        "todo"
    ]
    assert put(browser, {"worked": False}).json()["answers"]["training"] is None
    assert browser.get(f"{MONTH}draft").json()["answers"]["worked"] is False
    receipt = send(browser, NO_TO_ALL)
    assert receipt.status_code == 200
    assert receipt.json()["via"] == "api"
    assert browser.get(f"{MONTH}receipt").json() == receipt.json()
    assert browser.get(f"{MONTH}receipt.pdf").content.startswith(b"%PDF")


def test_the_same_content_again_gives_the_same_receipt(browser: Client) -> None:
    assert send(browser, NO_TO_ALL).json() == send(browser, NO_TO_ALL).json()
    assert Version.objects.count() == 1


def test_other_content_on_an_old_version_is_a_conflict_with_both(browser: Client, seeker: Seeker) -> None:
    sent_at(seeker, two_employers(), now=MORNING)
    refused = send(browser, NO_TO_ALL)
    assert refused.status_code == 409
    body = refused.json()
    assert body["code"] == "conflict"
    assert body["theirs"]["answers"]["employers"][0]["name"] == "Crèche Les Lilas"
    assert body["mine"]["worked"] is False
    assert (
        send(browser, NO_TO_ALL, base_version=1, confirmed=_keys(send(browser, NO_TO_ALL, base_version=1))).status_code
        == 200
    )


def _keys(refused: Any) -> list[str]:
    return [each["key"] for each in refused.json().get("surprises", [])]


def test_what_is_impossible_is_said_field_by_field(browser: Client) -> None:
    refused = send(browser, NO_TO_ALL | {"worked": True})
    assert refused.status_code == 400
    assert refused.json()["code"] == "incorrect"
    assert refused.json()["problems"][0]["sentence"]


def test_what_is_unusual_is_confirmed_by_its_key(browser: Client) -> None:
    cheap = {"name": "Abel", "minutes": 2400, "gross_cents": 10_000, "ended": False}
    refused = send(browser, NO_TO_ALL | {"worked": True, "employers": [cheap]})
    assert refused.status_code == 409
    assert refused.json()["code"] == "to_confirm"
    confirmed = send(browser, NO_TO_ALL | {"worked": True, "employers": [cheap]}, confirmed=_keys(refused))
    assert confirmed.status_code == 200


@pytest.mark.parametrize(
    "answers",
    [
        {"worked": "maybe"},
        {"employers": "many"},
        {"employers": [{"name": "A"}]},
        {"employers": [{"name": "A", "minutes": 1e400, "gross_cents": 1, "ended": False}]},
        {"employers": [{"name": "A\x00", "minutes": 1, "gross_cents": 1, "ended": False}]},
        {"employers": [{"name": "A", "minutes": 1, "gross_cents": 10**30, "ended": False}]},
        {"spans": [{"kind": "holiday", "starts_on": "2026-11-01"}]},
        {"spans": [{"kind": "training", "starts_on": "2026-11-31"}]},
        {"end_reason": "not_declared"},
        {"ends_on": 12},
        [],
        None,
    ],
)
def test_a_body_of_the_wrong_form_is_a_sentence_and_never_a_crash(browser: Client, answers: Any) -> None:
    for answer in (put(browser, answers), send(browser, answers)):
        assert answer.status_code == 400
        assert answer.json()["sentence"]
    assert not Version.objects.exists()


def test_signed_out_is_403_and_a_month_of_nobody_is_404_in_json(browser: Client, seeker: Seeker) -> None:
    assert Client().get("/api/declarations/").status_code == 403
    assert browser.get(f"{MONTH}receipt").json()["code"] == "not_found"
    assert browser.get("/api/declarations/2009-01/draft").json()["code"] == "not_found"


def test_a_month_that_is_not_open_is_refused_in_words(browser: Client) -> None:
    refused = browser.post("/api/declarations/2026-12/", {"answers": NO_TO_ALL}, content_type="application/json")
    assert refused.status_code == 409
    assert refused.json()["code"] == "window_closed"


def test_nobody_reads_the_months_of_another(seeker: Seeker) -> None:
    sent_at(seeker, said(), now=MORNING)
    other = signed_in(registered())
    assert other.get(f"{MONTH}receipt").status_code == 404
    assert other.get(f"{MONTH}draft").json()["answers"]["worked"] is None

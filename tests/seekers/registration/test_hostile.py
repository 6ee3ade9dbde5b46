"""Whatever is typed is answered by a sentence: never a crash, never a script on the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seekers.registration import typed
from seekers.registration.models import Step
from seekers.registration.rules.work import MOST_JOBS
from tests.portal.reference.places import load_places
from tests.seekers.declarations.test_hostile import OURS, nasty
from tests.seekers.registration.applying import MORNING, address_of, begin_in_browser, pages, post_step

pytestmark = pytest.mark.django_db
IDENTIFIERS = Path(__file__).resolve().parents[4] / "shared" / "data" / "identifiants"


@pytest.fixture(autouse=True)
def _here(at: Any) -> None:
    at(MORNING)
    load_places()


def filled_with(words: str, step: str) -> dict[str, Any]:
    said = dict.fromkeys(typed.FIELDS[step], words)
    if step == Step.SITUATION:
        said |= {"worked": "yes", "interrupted": "yes", "claims": "yes"}
        for prefix, rows in typed.ROWS.items():
            said |= {f"{prefix}-0-{name}": words for name in rows.fields}
            said |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    return said


@pytest.mark.parametrize("step", list(typed.FIELDS))
def test_every_field_of_every_step_survives_hostile_words(step: str) -> None:
    browser = begin_in_browser()
    mine = len(OURS) + list(typed.FIELDS).index(step)
    for words in [*OURS, *nasty()[mine::16]]:  # each page is drawn twice: every step gets its share of the long list
        words = words.encode("utf-8", "replace").decode()
        answer = post_step(browser, step, filled_with(words, step))
        assert answer.status_code in {302, 422}, words
        again = browser.get(address_of(step))
        assert again.status_code == 200, words
        assert words.startswith("<") is False or words not in again.content.decode()


@pytest.mark.parametrize("words", ["\x00", "; drop", "🙈", "9" * 400, "<script>alert(1)</script>", "٣", "-1"])
def test_so_do_the_buttons_the_door_the_code_and_the_signature(words: str) -> None:
    browser = begin_in_browser()
    rows = filled_with("", Step.SITUATION)
    for action in (words, f"add:{words}", f"remove:jobs:{words}", f"use:{words}", f"remove:{words}:0", f"look:{words}"):
        answer = browser.post(address_of(Step.SITUATION), rows | {"action": action, "edition": words})
        assert answer.status_code in {302, 422}, action
    assert browser.post("/inscription/relire/", {"read": words, "confirmed": words}).status_code == 302
    browser.logout()
    for path, said in (
        ("/inscription/commencer/", {"first_name": words, "last_name": words}),
        ("/inscription/reprendre/", {"code": words, "birth_date": words}),
        ("/inscription/reprendre/recevoir-un-code/", {"address": words, "birth_date": "1987-04-12"}),
    ):
        assert browser.post(path, said).status_code in {302, 422}, path
    assert browser.get(f"/inscription/etape/{words}/").status_code in {302, 404}


@pytest.mark.parametrize("total", ["", "-1", "x", "99999999", "٣", "1e3"])
def test_a_made_up_number_of_rows_is_between_none_and_what_fits(total: str) -> None:
    assert 0 <= typed.JOBS.count({"jobs-TOTAL_FORMS": [total]}) <= MOST_JOBS


@pytest.mark.parametrize(
    ("name", "step", "field"),
    [
        ("nir", "identite", "nir"),
        ("iban_fr", "banque", "iban"),
        ("telephone", "contact", "phone"),
        ("courriel", "contact", "email"),
        ("code_postal", "adresse", "postcode"),
    ],
)
def test_a_wrong_number_of_the_shared_lists_is_a_sentence(name: str, step: str, field: str) -> None:
    path = IDENTIFIERS / f"{name}.json"
    if not path.is_file():
        pytest.skip("no shared list here")
    browser = begin_in_browser()
    cases = json.loads(path.read_text())["vecteurs"]
    assert cases
    for case in cases:
        words = str(case["entree"]).replace("\x00", "")
        answer = post_step(browser, step, pages()[Step(step)] | {field: [words]})
        assert answer.status_code in ({302, 422} if case["valide"] or not words.strip() else {422}), (words, case)

"""Whatever is typed is answered by a sentence: never a crash, never a script on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from seekers.declarations import typed
from tests.seekers.declarations.browsing import SAID_NO
from tests.seekers.declarations.test_journey import STEP1, STEP2, STEP3, employer, rows

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "saisies_hostiles"
OURS = [
    "\x00", "\ud800", "'; drop table accounts_user; --", "<script>alert(1)</script>", "٠١٢", "1e9", "NaN", "-1", "9" * 400,
    "1,234", "½", "１２", "{{ 7|add:7 }}", "=cmd()", "\u202e0001", "a" * 5000, "2026-02-30", "99999-01-01",
]  # fmt: skip


def nasty() -> list[str]:
    words = list(OURS)
    for name, key in (("chaines_difficiles.json", "chaines"), ("xss_exemples.json", "exemples")):
        path = SHARED / name
        if path.is_file():
            found = json.loads(path.read_text())
            words += [str(each) for each in found.get(key) or next(v for v in found.values() if isinstance(v, list))]
    return words


def test_every_field_of_the_journey_survives_hostile_words(browser: Client) -> None:
    browser.post(STEP1, SAID_NO | {"worked": "yes", "sick_leave": "yes"})
    for words in nasty():
        words = words.encode("utf-8", "replace").decode()
        said = rows("employers", 1) | employer(
            0, name=words, time_hours=words, time_minutes=words, pay=words, ended=words
        )
        said |= rows("sick_leave", 1) | {
            "sick_leave-0-starts_on": words,
            "sick_leave-0-ends_on": words,
            "seen_at": words,
        }
        answer = browser.post(STEP2, said)
        assert answer.status_code == 422, words
        assert words.startswith("<") is False or words not in answer.content.decode()
        assert browser.get(STEP2).status_code == 200, words


@pytest.mark.parametrize("words", OURS)
def test_so_do_the_questions_the_buttons_and_the_review(browser: Client, words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    assert browser.post(STEP1, {"worked": words, "seen_at": words, "owner": words}).status_code == 422
    browser.post(STEP1, SAID_NO | {"worked": "yes"})
    for action in (words, f"add:{words}", f"remove:employers:{words}", f"remove:{words}:0"):
        assert browser.post(STEP2, rows("employers", 1) | {"action": action}).status_code in {302, 422}
    assert browser.post(STEP3, {"read": words, "confirmed": words}).status_code == 302


@pytest.mark.parametrize("total", ["", "-1", "x", "99999999", "٣", "1e3"])
def test_a_made_up_number_of_rows_is_between_none_and_what_fits(total: str) -> None:
    assert 0 <= typed.EMPLOYERS.count({"employers-TOTAL_FORMS": [total]}) <= typed.EMPLOYERS.most

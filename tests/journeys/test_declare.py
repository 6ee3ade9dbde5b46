"""Declaring a month in a real browser: two employers, the keyboard alone, no script, a small screen, English."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from seekers.declarations.answers import QUESTIONS
from seekers.declarations.models import Declaration, Version
from seekers.profiles.models import Seeker
from tests.portal.accounts.factories import PASSWORD
from tests.seekers.declarations.factories import said, sent

pytestmark = pytest.mark.django_db(transaction=True)

MONTH = "/declarations/2026-11/"
ONE_EMPLOYER = {"name": "Crèche Les Lilas", "time_hours": "42", "time_minutes": "30", "pay": "570,30"}
OTHER_EMPLOYER = {"name": "Mairie de Bréhal", "time_hours": "12", "time_minutes": "", "pay": "1 156,00"}
Enter = Callable[[Any], Any]


def answer_month(page: Any, *yes: str) -> None:
    """Step 1: yes to these, no to the rest, still looking."""
    page.goto(MONTH)
    for question in QUESTIONS:
        page.check(f"input[name={question}][value={'yes' if question in yes else 'no'}]")
    page.check("input[name=still_looking][value=yes]")
    go_on(page)


def go_on(page: Any) -> None:
    page.get_by_role("button", name="Continuer").last.click()


def fill_employer(page: Any, index: int, row: dict[str, str], *, ended: str) -> None:
    for name, words in row.items():
        page.fill(f"[name=employers-{index}-{name}]", words)
    page.check(f"[name=employers-{index}-ended][value={ended}]")


def declare_two_employers(page: Any) -> None:
    answer_month(page, "worked")
    fill_employer(page, 0, ONE_EMPLOYER, ended="no")
    page.get_by_role("button", name="Ajouter un employeur").click()
    page.wait_for_selector("[name=employers-1-name]")
    assert page.input_value("[name=employers-0-pay]") == "570,30"
    fill_employer(page, 1, OTHER_EMPLOYER, ended="yes")
    go_on(page)
    page.wait_for_url(re.compile("/verifier/"))
    for box in page.locator("input[name=confirmed]").all():
        box.check()
    page.get_by_role("button", name="Envoyer ma déclaration").click()
    page.wait_for_url(re.compile("/recu/"))


def told(seeker: Seeker) -> list[tuple[str, int, int]]:
    version = Version.objects.get(declaration__seeker=seeker)
    return [(each.name, each.minutes, each.gross_cents) for each in version.employers.all()]


def test_two_employers_from_signing_in_to_the_proof(page: Any, seeker: Seeker) -> None:
    seeker.user.set_password(PASSWORD)
    seeker.user.save()
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Se connecter").click()
    page.get_by_label("Identifiant").fill(seeker.user.identifier)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("link", name="Déclarer novembre 2026").click()
    declare_two_employers(page)
    assert told(seeker) == [("Crèche Les Lilas", 2550, 57_030), ("Mairie de Bréhal", 720, 115_600)]
    assert Version.objects.get().receipt in page.inner_text("main")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger la preuve").click()
    assert download.value.suggested_filename.endswith(".pdf")


@pytest.mark.phone(320)
@pytest.mark.without_script
def test_the_same_month_is_declared_without_script(enter: Enter, seeker: Seeker) -> None:
    declare_two_employers(enter(seeker.user))
    assert told(seeker) == [("Crèche Les Lilas", 2550, 57_030), ("Mairie de Bréhal", 720, 115_600)]


def test_with_the_keyboard_alone(enter: Enter, seeker: Seeker) -> None:
    page = enter(seeker.user)
    page.goto(MONTH)
    for number in range(len(QUESTIONS) + 1):
        reach(page, "radio")
        page.keyboard.press("Space")
        if number < len(QUESTIONS):
            page.keyboard.press("ArrowRight")
    reach(page, "button", "Continuer")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/verifier/"))
    reach(page, "button", "Envoyer ma déclaration")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/recu/"))
    assert Declaration.objects.filed().filter(seeker=seeker).exists()


def reach(page: Any, kind: str, words: str = "") -> None:
    """Tab forward to the next element of this kind; what has the focus must show it."""
    for _press in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const e = document.activeElement, box = e.closest('.choice') ?? e;"
            " return {kind: e.type === 'radio' ? 'radio' : e.tagName.toLowerCase(), words: e.innerText ?? '',"
            " outline: getComputedStyle(box).outlineStyle}; }"
        )
        if here["kind"] == kind and words in here["words"]:
            assert here["outline"] != "none", f"{kind} {words} does not show its focus"
            return
    pytest.fail(f"no {kind} {words!r} within sixty presses of Tab")


def test_errors_take_the_focus_and_lead_to_their_question(enter: Enter, seeker: Seeker) -> None:
    page = enter(seeker.user)
    page.goto(MONTH)
    go_on(page)
    page.wait_for_selector(".error-summary")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.name || document.querySelector(':target')?.name") == "worked"


def test_back_and_refresh_after_an_error_show_what_was_typed(enter: Enter, seeker: Seeker) -> None:
    """Never the browser's own page about sending a form twice."""
    page = enter(seeker.user)
    answer_month(page, "worked")
    fill_employer(page, 0, ONE_EMPLOYER | {"pay": "cinq cents"}, ended="no")
    go_on(page)
    page.wait_for_selector(".error-summary")
    page.reload()
    assert page.input_value("[name=employers-0-pay]") == "cinq cents"
    page.fill("[name=employers-0-pay]", "570,30")
    go_on(page)
    page.wait_for_url(re.compile("/verifier/"))
    page.go_back()
    assert page.input_value("[name=employers-0-pay]") == "570,30"
    assert page.input_value("[name=employers-0-name]") == ONE_EMPLOYER["name"]


def test_a_session_that_ends_while_typing_loses_nothing(enter: Enter, page: Any, seeker: Seeker) -> None:
    seeker.user.set_password(PASSWORD)
    seeker.user.save()
    page = enter(seeker.user)
    answer_month(page, "worked")
    fill_employer(page, 0, ONE_EMPLOYER, ended="no")
    page.context.clear_cookies(name="session")
    go_on(page)
    page.get_by_label("Identifiant").fill(seeker.user.identifier)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/details/"))
    assert page.input_value("[name=employers-0-name]") == "Crèche Les Lilas"
    assert page.input_value("[name=employers-0-pay]") == "570,30"


@pytest.mark.phone(320)
def test_no_page_is_wider_than_320_pixels_and_axe_finds_nothing(enter: Enter, seeker: Seeker, faults: Any) -> None:
    page = enter(seeker.user)
    wrong = []
    for name, go in journey(seeker):
        go(page)
        wrong += faults(page, name)
    assert wrong == []


def journey(seeker: Seeker) -> list[tuple[str, Callable[[Any], None]]]:
    """Every page of the hall, in the order a person meets them."""

    def open_(address: str) -> Callable[[Any], None]:
        return lambda page: page.goto(address)

    return [
        ("home", open_("/")),
        ("months", open_("/declarations/")),
        ("questions", open_(MONTH)),
        ("questions refused", go_on),
        ("details", lambda page: answer_month(page, "worked", "sick_leave")),
        ("details refused", go_on),
        ("review", lambda page: (answer_month(page), page.wait_for_url(re.compile("/verifier/")))),
        ("receipt", lambda page: (sent(seeker, said()), page.goto(f"{MONTH}recu/"))),
        ("months, one sent", open_("/declarations/")),
        ("home, one sent", open_("/")),
        ("not open", open_("/declarations/2026-12/")),
        ("trail", open_("/mon-dossier/ouvertures/")),
        ("registration", open_("/inscription/")),
        ("senders", open_("/verifier-un-message/")),
        ("accessibility", open_("/accessibilite/")),
        ("landing", lambda page: (page.context.clear_cookies(), page.goto("/"))),
    ]


def test_in_english(enter: Enter, seeker: Seeker) -> None:
    page = enter(seeker.user)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    page.goto(MONTH)
    assert page.get_attribute("html", "lang") == "en"
    assert "November 2026" in page.inner_text("h1")

"""An advisor at work in a real browser: the queue, the call, the month declared on the telephone, and the person who objects."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from portal.accounts.models import User
from seekers.declarations.answers import QUESTIONS
from seekers.declarations.models import Version
from seekers.profiles.models import Seeker
from seekers.reminders.events import CallReason
from tests.advisors.portfolios.conftest import awa, claire
from tests.advisors.portfolios.factories import asked, followed
from tests.seekers.declarations.factories import bakery, sent, worked

__all__ = ["awa", "claire"]

pytestmark = pytest.mark.django_db(transaction=True)
Enter = Callable[[User], Any]


def go_on(page: Any, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def answer(page: Any, *yes: str) -> None:
    """The questions of the month: yes to these, no to the rest, still looking."""
    for question in QUESTIONS:
        page.check(f"input[name={question}][value={'yes' if question in yes else 'no'}]")
    page.check("input[name=still_looking][value=yes]")
    go_on(page, "Continuer")


def agree(page: Any) -> None:
    page.check("input[name=via][value=phone]")
    page.fill("input[name=consent_words]", "Oui, c’est bien cela.")
    page.check("input[name=read_back]")


def test_from_the_queue_to_the_proof(enter: Enter, claire: User, awa: Seeker, morning: datetime) -> None:
    asked(awa, CallReason.USUALLY_AT_AGENCY, now=morning)
    page = enter(claire)
    page.goto("/")
    page.get_by_role("link", name="À appeler aujourd’hui").first.click()
    page.get_by_role("link", name=f"Appeler {awa}").click()
    page.get_by_role("link", name="Déclarer novembre 2026 ensemble").click()
    answer(page, "worked")
    page.fill("[name=employers-0-name]", "Crèche Les Lilas")
    page.fill("[name=employers-0-time_hours]", "40")
    page.fill("[name=employers-0-pay]", "600")
    page.check("[name=employers-0-ended][value=no]")
    go_on(page, "Continuer")
    page.wait_for_url(re.compile("/relire/"))
    assert "Chez Crèche Les Lilas" in page.inner_text("#aloud")
    agree(page)
    go_on(page, "Envoyer la déclaration")
    page.wait_for_url(re.compile("/preuve/"))
    version = Version.objects.get(declaration__seeker=awa)
    assert version.receipt in page.inner_text("main")
    assert (version.via, version.filed_by) == ("phone", claire)
    page.get_by_role("link", name="Appel suivant").click()
    assert "Personne à appeler" in page.inner_text("main")


def test_a_call_nobody_answers_comes_back_later(enter: Enter, claire: User, awa: Seeker, morning: datetime) -> None:
    asked(awa, now=morning)
    page = enter(claire)
    page.goto("/conseil/appels/")
    page.get_by_role("link", name=f"Appeler {awa}").click()
    page.get_by_label("Pas de réponse : à rappeler").check()
    go_on(page, "Noter le résultat")
    page.wait_for_url(re.compile("/appels/"))
    assert "reviendra dans la liste" in page.inner_text("main")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_screen_and_axe_finds_nothing(
    enter: Enter, claire: User, awa: Seeker, morning: datetime, faults: Any, width: int
) -> None:
    page = enter(claire)
    page.set_viewport_size({"width": width, "height": 740})
    wrong = []
    for name, go in pages(claire, awa, morning):  # in the order in which they are met
        go(page)
        wrong += faults(page, name)
    assert wrong == []


def pages(by: User, awa: Seeker, morning: datetime) -> list[tuple[str, Callable[[Any], Any]]]:
    file = f"/conseil/personnes/{awa.user.public_id}/"
    month = f"{file}declarer/2026-11/"
    asked(awa, CallReason.USUALLY_AT_AGENCY, CallReason.LOW_AUTONOMY, now=morning, score=35)
    neighbour = followed(by, first_name="Bela", last_name="Noirmoutier", by_sms=True)
    asked(neighbour, CallReason.CLOSING_SOON, now=morning, score=40)
    sent(followed(by, first_name="Cora"), worked(bakery()), now=morning)

    def open_(address: str) -> Callable[[Any], Any]:
        return lambda page: page.goto(address)

    def finish(page: Any) -> None:
        agree(page)
        go_on(page, "Envoyer la déclaration")
        page.wait_for_url(re.compile("/preuve/"))

    return [
        ("home", open_("/")),
        ("portfolio", open_("/conseil/portefeuille/")),
        ("portfolio-nobody", open_("/conseil/portefeuille/?state=not_due")),
        ("calls", open_("/conseil/appels/")),
        ("call", open_(f"{file}appel/")),
        ("call-refused", lambda page: go_on(page, "Noter le résultat")),
        ("file", open_(file)),
        ("questions", open_(month)),
        ("questions-refused", lambda page: go_on(page, "Continuer")),
        ("details", lambda page: answer(page, "worked", "sick_leave")),
        ("details-refused", lambda page: go_on(page, "Continuer")),
        ("read-back", lambda page: (page.goto(month), answer(page), page.wait_for_url(re.compile("/relire/")))),
        ("read-back-refused", lambda page: go_on(page, "Envoyer la déclaration")),
        ("proof", finish),
        ("file-declared", open_(file)),
    ]


def test_the_person_objects_and_the_advisor_reads_why(
    enter: Enter, claire: User, awa: Seeker, morning: datetime
) -> None:
    page = enter(claire)
    page.goto(f"/conseil/personnes/{awa.user.public_id}/declarer/2026-11/")
    answer(page)
    agree(page)
    go_on(page, "Envoyer la déclaration")
    page.wait_for_url(re.compile("/preuve/"))
    theirs = enter(awa.user)
    theirs.goto("/declarations/2026-11/recu/")
    theirs.get_by_role("link", name="Ce n’est pas ce que j’ai dit").click()
    theirs.get_by_label("Qu’est-ce qui n’est pas juste ?").fill("J’ai travaillé deux jours.")
    go_on(theirs, "Envoyer")
    theirs.wait_for_url(re.compile("/declarations/$"))
    page = enter(claire)
    page.goto("/conseil/appels/")
    assert "Conteste la déclaration faite avec un conseiller" in page.inner_text("main")
    page.goto(f"/conseil/personnes/{awa.user.public_id}/")
    assert "J’ai travaillé deux jours." in page.inner_text("main")

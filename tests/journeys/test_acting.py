"""An advisor acts for a person on the telephone; the person reads it, objects, and a colleague answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from portal.accounts.models import User
from seekers.profiles.models import Seeker
from tests.advisors.portfolios.conftest import awa, claire
from tests.advisors.portfolios.factories import advisor

__all__ = ["awa", "claire"]

pytestmark = pytest.mark.django_db(transaction=True)
Enter = Callable[[User], Any]
IBAN = "FR76 3000 6000 0112 3456 7890 189"


def clean(page: Any, axe: Callable[[Any], list[str]]) -> None:
    """No violation, and nothing that sticks out, on a telephone and on a wide screen."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width


def test_from_the_agreement_to_the_answer(
    enter: Enter, claire: User, awa: Seeker, axe: Callable[[Any], list[str]]
) -> None:
    page = enter(claire)
    page.goto(f"/conseil/personnes/{awa.user.public_id}/")
    page.get_by_role("link", name="Faire une démarche pour elle").click()
    clean(page, axe)
    page.check("input[name=via][value=phone]")
    page.fill("[name=words]", "oui, changez mon compte")
    page.get_by_role("button", name="Elle est d’accord").click()
    clean(page, axe)
    page.get_by_role("link", name="Changer de compte bancaire").click()
    page.fill("[name=iban]", "FR76 0000")
    page.get_by_role("button", name="Faire pour elle").click()
    assert "IBAN" in page.inner_text(".error-summary")
    clean(page, axe)
    page.fill("[name=iban]", IBAN)
    page.get_by_role("button", name="Faire pour elle").click()
    assert "finit par 0189" in page.inner_text("main")
    clean(page, axe)

    theirs = enter(awa.user)
    theirs.goto("/conseil/fait-pour-moi/")
    clean(theirs, axe)
    theirs.get_by_role("link", name="Ce n’est pas ce que j’ai demandé").click()
    clean(theirs, axe)
    theirs.fill("[name=words]", "Ce n’est pas mon compte.")
    theirs.get_by_role("button", name="Envoyer").click()

    colleague = enter(advisor(full_name="Paul Berger"))
    colleague.goto("/conseil/inscrire/")
    clean(colleague, axe)
    colleague.get_by_role("link", name=awa.user.full_name).click()
    clean(colleague, axe)
    colleague.check("input[name=answer][value=withdrawn]")
    colleague.fill("[name=words]", "Nous avons relu votre RIB ensemble.")
    colleague.get_by_role("button", name="Envoyer la réponse").click()

    theirs = enter(awa.user)
    theirs.goto("/conseil/fait-pour-moi/")
    assert "Réponse de Paul Berger" in theirs.inner_text("main")
    clean(theirs, axe)

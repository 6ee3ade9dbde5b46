"""The end of rights and their extension in a real browser, on a telephone and on a desk, read by axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from benefits.extensions import services as extensions
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from tests.benefits.endings.factories import NOW, prepared, submitted
from tests.benefits.endings.test_pages import TYPED
from tests.benefits.extensions.factories import counted, done, drafted, ending, reversal_released
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (360, 1280)


@pytest.fixture(autouse=True)
def twentieth_of_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def sit_down(page: Any, live_server: Any, user: User) -> None:
    client = signed_in(user, Client())
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])


def look(page: Any, axe: Any, address: str, folder: Path) -> None:
    """The page at both widths: nothing wider than the screen, nothing that axe refuses.  A picture is kept beside the run."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"
        assert axe(page) == [], f"{address} at {width}"
        name = address.split("://")[-1].partition("/")[2].strip("/").replace("/", "-")
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


def officer() -> User:
    return UserFactory(roles=(Role.OPERATOR,), with_second_factor=True)


def test_the_pages_of_a_person_whose_right_ends(page, live_server, axe, tmp_path):
    claim = prepared(30)
    done()
    sit_down(page, live_server, claim.person)
    home = live_server.url + reverse("home")
    for address in (home, live_server.url + reverse("endings:mine"), live_server.url + reverse("extensions:mine")):
        look(page, axe, address, tmp_path)
    form = live_server.url + reverse("endings:claim", args=[claim.public_id])
    look(page, axe, form, tmp_path)
    page.set_viewport_size({"width": 360, "height": 800})
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("Répondez à cette question").first.wait_for()
    assert axe(page) == []
    page.screenshot(path=tmp_path / "missing-360.png", full_page=True)
    for name in ("lives_as_couple", "still_searching"):
        page.check(f"input[name={name}][value={TYPED[name]}]")
    for name, words in TYPED.items():
        if words and name not in ("lives_as_couple", "still_searching"):
            page.fill(f"[name='{name}']", words)
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.get_by_text("Accordée").first.wait_for()
    look(page, axe, live_server.url + reverse("endings:mine"), tmp_path)


def test_the_pages_of_those_who_answer_for_an_extension(page, live_server, axe, tmp_path):
    for days in (44, 50, 57, 61, 70, 95, 100):
        ending(days)
    sit_down(page, live_server, officer())
    draft, checked, gone = drafted(), counted(), done()
    for name in ("list", "draft"):
        look(page, axe, live_server.url + reverse(f"extensions:{name}"), tmp_path)
    for made in (draft, checked, gone):
        look(page, axe, live_server.url + reverse("extensions:detail", args=[made.pk]), tmp_path)
    extensions.take_back(reversal=reversal_released(gone), now=NOW)
    for name in ("detail", "consumed"):
        look(page, axe, live_server.url + reverse(f"extensions:{name}", args=[gone.pk]), tmp_path)
    look(page, axe, live_server.url + reverse("home"), tmp_path)


def test_the_pages_of_a_benefit_advisor(page, live_server, axe, tmp_path):
    claim = submitted(stopped_cents=60_000, stopped_is_replaced=False)
    sit_down(page, live_server, UserFactory(roles=(Role.BENEFIT_ADVISOR,), with_second_factor=True))
    look(page, axe, live_server.url + reverse("endings:queue"), tmp_path)
    look(page, axe, live_server.url + reverse("endings:desk_claim", args=[claim.public_id]), tmp_path)

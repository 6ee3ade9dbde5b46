"""The list that comes while one types, in a real browser on a telephone; and the same without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.portal.accounts.factories import PASSWORD, UserFactory
from tests.portal.reference.places import load_places

pytestmark = pytest.mark.django_db(transaction=True)
TELEPHONE = {"viewport": {"width": 360, "height": 740}, "locale": "fr-FR"}


def sign_in(page: Page) -> None:
    load_places()
    page.goto("/compte/connexion/")
    page.get_by_label("Identifiant").fill(UserFactory().identifier)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("context_options", [TELEPHONE])
def test_the_communes_come_while_one_types(live_server: Any, page: Page, axe: Callable[[Page], list[str]]) -> None:
    sign_in(page)
    page.goto("/reperes/communes/")
    page.get_by_label("Code postal").press_sequentially("59390")
    expect(page.get_by_role("radio", name="Toufflers")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="4 communes")).to_be_visible()
    assert axe(page) == []
    page.goto("/reperes/metiers/")
    page.get_by_label("Métier recherché").press_sequentially("boul")
    expect(page.get_by_role("radio", name="Boulanger / Boulangère", exact=True)).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("context_options", [TELEPHONE | {"java_script_enabled": False}])
def test_without_a_script_one_presses_the_button(live_server: Any, page: Page) -> None:
    sign_in(page)
    page.goto("/reperes/communes/")
    page.get_by_label("Code postal").fill("59390")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("radio", name="Toufflers")).to_be_visible()

"""The list that comes while one types, in a real browser on a telephone; and the same without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.portal.accounts.factories import UserFactory
from tests.portal.reference.places import load_places

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.phone(360)]


def test_the_communes_come_while_one_types(
    enter: Callable[[Any], Page], faults: Callable[[Page, str], list[str]]
) -> None:
    load_places()
    page = enter(UserFactory())
    page.goto("/reperes/communes/")
    page.get_by_label("Code postal").press_sequentially("59390")
    expect(page.get_by_role("radio", name="Toufflers")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="4 communes")).to_be_visible()
    assert faults(page, "communes") == []
    page.goto("/reperes/metiers/")
    page.get_by_label("Métier recherché").press_sequentially("boul")
    expect(page.get_by_role("radio", name="Boulanger / Boulangère", exact=True)).to_be_visible()
    assert faults(page, "trades") == []


@pytest.mark.without_script
def test_without_a_script_one_presses_the_button(enter: Callable[[Any], Page]) -> None:
    load_places()
    page = enter(UserFactory())
    page.goto("/reperes/communes/")
    page.get_by_label("Code postal").fill("59390")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("radio", name="Toufflers")).to_be_visible()

"""The pages of one's own account in a real browser: nothing that axe finds wrong, nothing wider than a small phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.seekers.declarations.browsing import signed_in
from tests.seekers.profiles.factories import BankAccountFactory
from tests.seekers.profiles.test_account_page import PAGE, TYPED, proved_ago
from tests.seekers.registration.factories import registered

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_changing_ones_account(page: Page, live_server, axe: Callable[[Page], list[str]], width: int) -> None:
    awa = registered(first_name="Awa", by_sms=True)
    BankAccountFactory(seeker=awa)
    name = settings.SESSION_COOKIE_NAME
    cookie = proved_ago(signed_in(awa)).cookies[name].value
    page.context.add_cookies([{"name": name, "value": cookie, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(PAGE)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("IBAN").fill(TYPED["iban"])
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("est utilisé à partir du").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

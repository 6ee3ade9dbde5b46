"""Signing out here signs out there."""

from __future__ import annotations

import pytest

from portal.accounts.arrivals import VISIT
from portal.accounts.identity import FRANCECONNECT
from tests.portal.accounts.dishonest import visit
from tests.portal.accounts.state.visits import linked, nobody_is_in

pytestmark = pytest.mark.django_db


def test_signing_out_ends_the_session_there_too(provider, browser):
    linked()
    visit(browser, provider, FRANCECONNECT)
    token = browser.session[VISIT]["id_token"]
    away = browser.post("/compte/deconnexion/")["Location"]
    assert away.startswith(f"{provider.url}/end?id_token_hint={token}")
    assert "post_logout_redirect_uri=http%3A%2F%2Ftestserver%2Fcompte%2Fconnexion%2F" in away
    assert nobody_is_in(browser)


def test_a_provider_cannot_lead_elsewhere_at_the_end(provider, browser):
    linked()
    provider.discovery = {"end_session_endpoint": "https://evil.example/end"}
    visit(browser, provider, FRANCECONNECT)
    assert browser.post("/compte/deconnexion/")["Location"] == "/compte/connexion/"

"""What a provider, or somebody in between, may not say.  OWASP ASVS 10.5 (OpenID Connect client)."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from portal.accounts.identity import FRANCECONNECT, PROCONNECT, SESSION_KEY
from tests.portal.accounts.dishonest import come_back, leave, new_key, visit
from tests.portal.accounts.state.visits import is_in, linked, nobody_is_in

pytestmark = pytest.mark.django_db


@pytest.mark.asvs("10.5.2")
@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "somebody-elses-visit-0000"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"aud": "another-service"},
        {"aud": ["rebond", "another-service"], "azp": "another-service"},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"sub": "subject-2"},
        {"sub": None},
    ],
    ids=lambda lie: "-".join(f"{name}" for name in lie),
)
def test_an_id_token_that_lies_opens_nothing(provider, browser, lie):
    linked()
    provider.id_token = lie
    assert visit(browser, provider, FRANCECONNECT).status_code == 400
    assert nobody_is_in(browser)
    assert SESSION_KEY not in browser.session


@pytest.mark.parametrize(
    "lie",
    [{"iss": "https://elsewhere.example"}, {"aud": "another-service"}, {"sub": "subject-2"}, {"exp": 1}],
    ids=lambda lie: next(iter(lie)),
)
def test_signed_userinfo_that_lies_opens_nothing(provider, browser, lie):
    linked()
    provider.told = lie
    assert visit(browser, provider, FRANCECONNECT).status_code == 400
    assert nobody_is_in(browser)


@pytest.mark.parametrize("how", ["another key", "no signature", "a shared secret", "an unknown key"])
def test_a_token_signed_otherwise_opens_nothing(provider, browser, how):
    linked()
    if how == "another key":
        provider.signs_with = new_key()
    elif how == "no signature":
        provider.algorithm = "none"
    elif how == "a shared secret":
        provider.algorithm, provider.signs_with = "HS256", "a-secret-between-us-that-is-long-enough"
    else:
        provider.kid = "of-yesterday"
    assert visit(browser, provider, FRANCECONNECT).status_code == 400
    assert nobody_is_in(browser)


@pytest.mark.asvs("10.5.1")
def test_a_state_serves_once_and_only_for_its_provider(provider, browser):
    linked()
    asked = leave(browser, provider, FRANCECONNECT)
    assert come_back(browser, PROCONNECT, code="c", state=asked["state"]).status_code == 400
    assert come_back(browser, FRANCECONNECT, code="c", state="invented-by-somebody").status_code == 400
    assert come_back(browser, FRANCECONNECT, code="c").status_code == 400
    assert come_back(browser, FRANCECONNECT, code="c", state=asked["state"]).status_code == 302
    browser.logout()
    assert come_back(browser, FRANCECONNECT, code="c", state=asked["state"]).status_code == 400
    assert nobody_is_in(browser)


def test_a_code_serves_once(provider, browser):
    linked()
    first = leave(browser, provider, FRANCECONNECT)
    assert come_back(browser, FRANCECONNECT, code="stolen", state=first["state"]).status_code == 302
    second = leave(Client(), provider, FRANCECONNECT)
    assert second["state"] != first["state"]
    thief = Client()
    asked = leave(thief, provider, FRANCECONNECT)
    assert come_back(thief, FRANCECONNECT, code="stolen", state=asked["state"]).status_code == 400
    assert nobody_is_in(thief)


def test_an_answer_of_another_issuer_is_refused(provider, browser):
    linked()
    asked = leave(browser, provider, FRANCECONNECT)
    answer = come_back(browser, FRANCECONNECT, code="c", state=asked["state"], iss="https://elsewhere.example")
    assert answer.status_code == 400


def test_who_refuses_there_comes_back_to_a_page_that_says_so(provider, browser):
    asked = leave(browser, provider, FRANCECONNECT)
    answer = come_back(browser, FRANCECONNECT, error="access_denied", state=asked["state"])
    assert answer.status_code == 400
    assert "n’a pas abouti" in answer.content.decode()


def test_pressing_the_button_again_does_not_ask_the_provider_again(provider, browser):
    for _ in range(3):
        leave(browser, provider, FRANCECONNECT)
    assert provider.asked.count("/.well-known/openid-configuration") == 1


def test_a_provider_that_is_away_is_a_sentence(provider, browser, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    assert browser.post("/compte/etat/franceconnect/").status_code == 503


def test_nothing_is_shown_of_a_provider_that_is_not_configured(browser, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "FranceConnect" not in browser.get("/compte/connexion/").text
    assert browser.post("/compte/etat/franceconnect/").status_code == 404
    assert browser.get("/compte/etat/franceconnect/retour/").status_code == 404


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example/", "https:evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "http:///evil.example", "/%09/evil.example", "https://127.0.0.1@evil.example", "/\tevil", "///evil.example"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_afterwards(provider, browser, address):
    user = linked()
    answer = visit(browser, provider, FRANCECONNECT, next=address)
    assert is_in(browser, user)
    assert answer["Location"] in {"/", "/%09/evil.example", "/\tevil", "/%09evil"}


def test_a_page_of_ours_is_found_again_afterwards(provider, browser):
    linked()
    assert visit(browser, provider, FRANCECONNECT, next="/messages/")["Location"] == "/messages/"

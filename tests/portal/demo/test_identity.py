"""The doubles of FranceConnect and ProConnect, from end to end over real HTTP, and what they refuse."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import requests
from django.test import Client
from playwright.sync_api import Page, expect

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.demo.identity.accounts import link_invented
from portal.settings import state_login
from tests.portal.accounts.factories import UserFactory, code_of

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def house(live_server: Any, settings: Any) -> str:
    """This test's own server, which is the portal and both providers, as in a demonstration."""
    settings.SITE_URL = live_server.url
    apps = state_login.apps(site_url=live_server.url, demo=True)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    return live_server.url


def amina() -> User:
    user = UserFactory(identifier="amina")
    assert link_invented() == 1
    return user


def arrive(house: str, source: str, who: str) -> tuple[requests.Session, requests.Response]:
    """Press the button, choose who to play, come back."""
    browser = requests.Session()
    token = HIDDEN.search(browser.get(f"{house}/compte/connexion/").text)[1]
    begin = f"{house}/compte/etat/{source}/"
    chooser = browser.post(begin, {"csrfmiddlewaretoken": token}, headers={"Referer": f"{house}/compte/connexion/"})
    assert chooser.status_code == 200, chooser.text
    return browser, browser.get(f"{chooser.url}&who={who}")


@pytest.mark.django_db(transaction=True)
def test_a_linked_person_enters_and_leaves_both(house: str) -> None:
    user = amina()
    browser, page = arrive(house, "franceconnect", "amina")
    assert page.url == f"{house}/"
    assert f"Bonjour {user.full_name}" in page.text
    token = HIDDEN.search(page.text)[1]
    left = browser.post(f"{house}/compte/deconnexion/", {"csrfmiddlewaretoken": token}, headers={"Referer": house})
    assert [urlsplit(each.headers["Location"]).path for each in left.history] == [
        "/demo/identite/franceconnect/end-session/",
        "/compte/connexion/",
    ]
    assert browser.get(f"{house}/compte/securite/").url.startswith(f"{house}/compte/connexion/")


@pytest.mark.django_db(transaction=True)
def test_a_colleague_enters_with_the_second_factor_of_proconnect_or_ours(house: str) -> None:
    UserFactory(email="direction.prevost@equipe.example", roles=(Role.DIRECTOR,), with_second_factor=True)
    martin = UserFactory(email="conseil.martin@equipe.example", roles=(Role.ADVISOR,), with_second_factor=True)
    _browser, page = arrive(house, "proconnect", "direction.prevost")
    assert page.url == f"{house}/"
    browser, page = arrive(house, "proconnect", "conseil.martin")
    assert page.url == f"{house}/compte/code/"
    form = {"code": code_of(martin), "csrfmiddlewaretoken": HIDDEN.search(page.text)[1]}
    assert browser.post(page.url, form, headers={"Referer": page.url}).url == f"{house}/"
    _browser, page = arrive(house, "proconnect", "inconnu.dupre")
    assert page.status_code == 403


ASKED = {
    "client_id": "demo-franceconnect", "redirect_uri": "http://testserver/compte/etat/franceconnect/retour/",
    "response_type": "code", "scope": "openid email", "state": "s" * 22, "nonce": "n" * 22, "code_challenge": "c" * 43,
    "code_challenge_method": "S256",
}  # fmt: skip


@pytest.fixture
def here(settings: Any) -> None:
    settings.SITE_URL = "http://testserver"
    apps = state_login.apps(site_url="http://testserver", demo=True)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}


@pytest.mark.django_db
def test_an_honest_request_shows_the_choice(here: None) -> None:
    page = Client().get("/demo/identite/franceconnect/authorize/", ASKED)
    assert page.status_code == 200
    assert "Amina Rose Kessler" in page.text
    back = Client().get("/demo/identite/franceconnect/authorize/", ASKED | {"who": "nobody"})["Location"]
    assert parse_qs(urlsplit(back).query)["error"] == ["access_denied"]


@pytest.mark.django_db
def test_a_code_serves_once_to_who_asked_for_it(here: None) -> None:
    """Each exchange is right but for one thing; userinfo wants a token of ours."""

    def exchange(code: str, **changes: str) -> Any:
        form = {
            "code": code, "grant_type": "authorization_code", "client_id": "demo-franceconnect",
            "client_secret": "demo-has-no-secrets", "redirect_uri": ASKED["redirect_uri"], "code_verifier": VERIFIER,
        }  # fmt: skip
        return Client().post("/demo/identite/franceconnect/token/", form | changes)

    first = code_given()
    assert exchange(first).status_code == 200
    assert exchange(first).json()["error"] == "invalid_grant"
    assert exchange(code_given(), code_verifier="guessed").json()["error"] == "invalid_grant"
    assert exchange(code_given(), redirect_uri="http://testserver/ailleurs/").json()["error"] == "invalid_grant"
    assert exchange(code_given(), client_secret="guessed").status_code == 401
    assert exchange("forged").json()["error"] == "invalid_grant"
    assert Client().get("/demo/identite/franceconnect/userinfo/").status_code == 401


def code_given() -> str:
    asked = ASKED | {"code_challenge": CHALLENGE, "nonce": uuid4().hex, "who": "amina"}
    back = Client().get("/demo/identite/franceconnect/authorize/", asked)["Location"]
    return parse_qs(urlsplit(back).query)["code"][0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("redirect_uri", "https://evil.example/compte/etat/franceconnect/retour/"),
        ("redirect_uri", "http://testserver/compte/etat/franceconnect/retour/?more=1"),
        ("redirect_uri", "http://testserver@evil.example/compte/etat/franceconnect/retour/"),
        ("redirect_uri", "http://testserver/ailleurs/"),
        ("redirect_uri", ""),
        ("client_id", "somebody"),
        ("response_type", "token"),
        ("scope", "email"),
        ("state", "short"),
        ("nonce", ""),
        ("code_challenge", ""),
        ("code_challenge_method", "plain"),
    ],
)
def test_what_the_real_one_would_refuse_is_refused(here: None, name: str, value: str) -> None:
    answer = Client().get("/demo/identite/franceconnect/authorize/", ASKED | {name: value, "who": "amina"})
    assert answer.status_code == 400


@pytest.mark.django_db
def test_the_end_leads_nowhere_else(here: None) -> None:
    answer = Client().get(
        "/demo/identite/franceconnect/end-session/",
        {"id_token_hint": "forged", "post_logout_redirect_uri": "https://evil.example/"},
    )
    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_double_stands_aside_for_a_real_provider(here: None, settings: Any) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = "https://franceconnect.example/api/v2"
    assert Client().get("/demo/identite/franceconnect/jwks/").status_code == 404
    assert Client().get("/demo/identite/proconnect/jwks/").status_code == 200
    assert Client().get("/demo/identite/nulle-part/jwks/").status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("context_options", [{"viewport": {"width": 360, "height": 740}, "locale": "fr-FR"}])
def test_in_a_browser_on_a_telephone(house: str, page: Page, axe: Callable[[Page], list[str]]) -> None:
    user = amina()
    page.goto("/compte/connexion/")
    assert axe(page) == []
    page.get_by_role("button", name="Continuer avec FranceConnect").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Être Amina Rose Kessler").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Bonjour {user.full_name}")
    page.goto("/compte/securite/")
    expect(page.get_by_text("Relié depuis")).to_be_visible()
    assert axe(page) == []

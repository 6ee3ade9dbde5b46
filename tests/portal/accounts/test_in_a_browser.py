"""The way in and out, in a real browser: by keyboard, on a small screen, with nothing left behind."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from portal.accounts.present import present
from portal.accounts.roles import Role
from tests.portal.accounts.factories import PASSWORD, UserFactory, code_of

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, user) -> None:
    page.goto("/compte/connexion/")
    page.get_by_label("Identifiant ou adresse e-mail").fill(user.identifier)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    if user.needs_second_factor:
        page.get_by_label("Code à usage unique").fill(code_of(user))
        page.get_by_role("button", name="Entrer").click()


@pytest.mark.asvs("14.3.1", "14.3.2")
@pytest.mark.parametrize("steps_back", [1, 2])
def test_after_signing_out_the_back_button_leads_to_the_sign_in_page(page, steps_back):
    enter(page, UserFactory())
    page.goto("/compte/securite/")
    page.goto("/compte/appareils/")
    page.get_by_role("button", name="Se déconnecter").first.click()
    expect(page).to_have_url(re.compile("/compte/connexion/"))
    for _ in range(steps_back):
        page.go_back()
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    assert "Mes appareils" not in page.content()


@pytest.mark.asvs("3.4.6")
def test_a_page_of_another_site_cannot_frame_ours(page, live_server):
    page.route("http://autre.example/", lambda route: route.fulfill(
        content_type="text/html", body=f'<iframe src="{live_server.url}/compte/connexion/"></iframe>'
    ))  # fmt: skip
    page.goto("http://autre.example/")
    page.wait_for_timeout(500)
    framed = [frame for frame in page.frames if frame != page.main_frame]
    assert framed, "the other site did try"
    assert all("Mot de passe" not in frame.content() for frame in framed)


def test_the_keyboard_alone_enters(page):
    user = UserFactory()
    page.goto("/compte/connexion/")
    page.get_by_label("Identifiant ou adresse e-mail").focus()
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/$"))


def test_a_refusal_takes_the_reader_to_what_is_wrong(page):
    page.goto("/compte/connexion/")
    page.get_by_label("Identifiant ou adresse e-mail").fill("quelqu’un")
    page.get_by_label("Mot de passe").fill("pas le bon")
    page.get_by_role("button", name="Se connecter").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Identifiant ou mot de passe incorrect")
    assert page.title().startswith("Erreur")


PUBLIC = [
    "/compte/connexion/",
    "/compte/mot-de-passe/oublie/",
    "/compte/mot-de-passe/oublie/envoye/",
    "/compte/mot-de-passe/choisir/",
]
SIGNED_IN = [
    "/compte/securite/",
    "/compte/appareils/",
    "/compte/mot-de-passe/",
    "/compte/deconnexion/",
    "/compte/second-facteur/",
]


def wider_than_the_screen(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_accessible_and_fit_a_small_telephone(page, axe, path):
    page.goto(path)
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert wider_than_the_screen(page) <= 0


@pytest.mark.parametrize("role", [Role.SEEKER, Role.ADVISOR])
def test_pages_of_the_account_are_accessible_and_fit_a_small_telephone(page, axe, role):
    enter(page, UserFactory(roles=(role,), with_second_factor=role == Role.ADVISOR))
    for path in SIGNED_IN:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        assert axe(page) == [], path
        page.set_viewport_size({"width": 320, "height": 640})
        assert wider_than_the_screen(page) <= 0, path


def test_setting_up_the_second_factor_works_from_the_first_sign_in(page, axe):
    user = UserFactory(roles=(Role.ADVISOR,))
    page.goto("/compte/connexion/")
    page.get_by_label("Identifiant ou adresse e-mail").fill(user.identifier)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", name="Confirmez que c’est vous")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Mettre en place le second facteur")).to_be_visible()
    assert axe(page) == []
    secret = page.locator("code").first.inner_text()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    code = format_hotp_value(hotp_value(secret, int(present().timestamp()) // 30))
    page.get_by_label("Code affiché par l’application").fill(code)
    page.get_by_role("button", name="Mettre en place").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    assert axe(page) == []
    assert page.locator("main code").count() == 10

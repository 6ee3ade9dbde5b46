"""A stolen password opens nobody else's file."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import RoleGrant
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from tests.portal.accounts.factories import PASSWORD, UserFactory, code_of, signed_in
from tests.portal.accounts.test_sign_in import try_to_enter

pytestmark = pytest.mark.django_db
STAFF_PAGES = ("/", "/compte/securite/", "/compte/appareils/", "/compte/mot-de-passe/", "/messages/")


def set_up(client: Client, *, password: str = PASSWORD) -> dict[str, str]:
    """Walk through the pages as a person does; what the last page showed."""
    page = client.get("/compte/second-facteur/", follow=True)
    if "/confirmer/" in page.request["PATH_INFO"]:
        client.post(page.request["PATH_INFO"], {"password": password, "next": "/compte/second-facteur/"})
        page = client.get("/compte/second-facteur/")
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.content.decode())[1]
    code = format_hotp_value(hotp_value(secret, int(present().timestamp()) // 30))
    page = client.post("/compte/second-facteur/", {"code": code}, follow=True)
    return {"path": page.request["PATH_INFO"], "html": page.content.decode()}


@pytest.mark.asvs("6.3.3")
@pytest.mark.parametrize("role", [Role.ADVISOR, Role.DIRECTOR, Role.OPERATOR, Role.CONTROLLER, Role.PARTNER])
def test_without_it_staff_and_partners_can_only_set_it_up(role):
    client = Client()
    try_to_enter(UserFactory(roles=(role,)).identifier, client=client)
    for path in STAFF_PAGES:
        assert client.get(path)["Location"].startswith("/compte/second-facteur/"), path
    assert client.get("/accessibilite/").status_code == 200


def test_a_seeker_does_not_need_it():
    client = Client()
    try_to_enter(UserFactory().identifier, client=client)
    assert client.get("/compte/securite/").status_code == 200


def test_setting_it_up_asks_the_password_again_and_gives_recovery_codes_once():
    user, client = UserFactory(roles=(Role.ADVISOR,)), Client()
    try_to_enter(user.identifier, client=client)
    assert "/compte/confirmer/" in client.get("/compte/second-facteur/")["Location"]
    shown = set_up(client)
    assert shown["path"] == "/compte/codes-de-secours/"
    assert len(re.findall(r"<code>\d{8}</code>", shown["html"])) == 10
    again = client.get("/compte/codes-de-secours/").content.decode()
    assert not re.search(r"<code>\d{8}</code>", again)
    assert client.get("/compte/securite/").status_code == 200


@pytest.mark.asvs("7.2.4", "6.3.7")
def test_setting_it_up_changes_the_key_ends_the_other_sessions_and_tells_the_person():
    user, client, thief = UserFactory(roles=(Role.ADVISOR,)), Client(), Client()
    try_to_enter(user.identifier, client=client)
    try_to_enter(user.identifier, client=thief)
    keys = [client.cookies[settings.SESSION_COOKIE_NAME].value]
    client.post("/compte/confirmer/", {"password": PASSWORD})
    keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    set_up(client)
    keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(set(keys)) == 3, "one for the sign-in, one for the password given again, one for the second factor"
    assert "/connexion/" in thief.get("/compte/securite/")["Location"]
    assert Message.objects.filter(user=user, kind="account.second_factor_on").exists()
    assert Entry.objects.about(user).filter(action="accounts.second_factor_on").exists()


@pytest.mark.asvs("6.3.3")
def test_what_counts_is_that_this_session_gave_it():
    """A session opened by the password alone does not become one of staff because a factor exists elsewhere."""
    user = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    client = Client()
    client.force_login(user)
    assert client.get("/compte/securite/")["Location"].startswith("/compte/code/confirmer/")
    before = client.session.session_key
    client.post("/compte/code/confirmer/", {"code": code_of(user)})
    assert client.get("/compte/securite/").status_code == 200
    assert client.session.session_key != before


def test_a_role_given_during_the_session_asks_for_it_at_once():
    user = UserFactory()
    client = signed_in(user)
    RoleGrant.objects.create(user=user, role=Role.PARTNER)
    assert client.get("/compte/securite/")["Location"].startswith("/compte/second-facteur/")


@pytest.mark.asvs("6.5.1")
@pytest.mark.parametrize("redis_forgets", [False, True])
def test_a_code_serves_once_even_if_redis_forgets(redis_forgets):
    user = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    code = code_of(user)
    first, second = Client(), Client()
    for client in (first, second):
        try_to_enter(user.identifier, client=client)
    assert first.post("/compte/code/", {"code": code}).status_code == 302
    if redis_forgets:
        cache.clear()
    assert second.post("/compte/code/", {"code": code}).status_code == 422


@pytest.mark.asvs("6.5.5")
def test_a_code_dies_after_a_minute():
    user = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    code, client = code_of(user), Client()
    try_to_enter(user.identifier, client=client)
    with time_machine.travel(present() + timedelta(seconds=90), tick=False):
        assert client.post("/compte/code/", {"code": code}).status_code == 422


@pytest.mark.asvs("6.5.1")
def test_whoever_was_set_up_by_somebody_else_is_led_to_their_recovery_codes():
    client = signed_in(UserFactory(roles=(Role.ADVISOR,), with_second_factor=True))
    page = client.get("/compte/codes-de-secours/", follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[0][0] == "/compte/codes-de-secours/nouveaux/"


def test_a_recovery_code_serves_once():
    user, client = UserFactory(roles=(Role.ADVISOR,)), Client()
    try_to_enter(user.identifier, client=client)
    recovery = re.findall(r"<code>(\d{8})</code>", set_up(client)["html"])[0]
    answers = []
    for _ in range(2):
        fresh = Client()
        try_to_enter(user.identifier, client=fresh)
        answers.append(fresh.post("/compte/code/", {"code": recovery}).status_code)
    assert answers == [302, 422]


def test_those_who_must_have_it_cannot_remove_it():
    user = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    response = signed_in(user).post("/compte/second-facteur/retirer/")
    assert response.status_code == 422
    assert Authenticator.objects.filter(user=user).exists()


@pytest.mark.asvs("13.3.1")
def test_its_secret_is_not_readable_in_the_database():
    user = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    stored = Authenticator.objects.get(user=user).data["secret"]
    assert not re.fullmatch(r"[A-Z2-7]{32}", stored)
    assert len(code_of(user)) == 6


def test_the_code_page_is_nothing_without_the_password_step():
    assert Client().get("/compte/code/")["Location"] == "/compte/connexion/"

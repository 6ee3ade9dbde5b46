"""Who gets in, who does not, and what a stranger learns from it."""

from __future__ import annotations

import re
import time
from statistics import median

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from portal.accounts.models import FailedSignIn
from portal.accounts.roles import Role
from portal.audit.models import Entry
from tests.portal.accounts.factories import PASSWORD, UserFactory, code_of, signed_in

pytestmark = pytest.mark.django_db

SIGN_IN = "/compte/connexion/"
ARGON2 = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]


def try_to_enter(name: str, password: str = PASSWORD, client: Client | None = None):
    return (client or Client()).post(SIGN_IN, {"login": name, "password": password})


def entered(response) -> bool:
    return response.status_code == 302 and bool(response.wsgi_request.user.is_authenticated)


def body_without_token(response, *typed: str) -> str:
    body = re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|nonce=")[^"]+', r"\1", response.content.decode())
    for word in typed:
        body = body.replace(word, "…")
    return body


@pytest.mark.parametrize("name", ["identifier", "email"])
def test_a_seeker_enters_by_identifier_or_e_mail_and_a_password(name):
    user = UserFactory()
    assert entered(try_to_enter(getattr(user, name)))


def test_the_pages_speak_the_language_of_the_account_unless_another_was_chosen_here():
    grace, chosen = UserFactory(language="en"), Client()
    assert try_to_enter(grace.identifier).cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    chosen.post("/langue/", {"language": "fr"})
    assert settings.LANGUAGE_COOKIE_NAME not in try_to_enter(grace.identifier, client=chosen).cookies


def test_an_e_mail_address_is_the_same_in_capitals():
    assert entered(try_to_enter(UserFactory().email.upper()))


def test_a_wrong_password_does_not_enter():
    response = try_to_enter(UserFactory().identifier, "un autre mot de passe")
    assert response.status_code == 422
    assert not response.wsgi_request.user.is_authenticated


def test_a_closed_account_does_not_enter():
    user = UserFactory(is_active=False)
    assert not entered(try_to_enter(user.identifier))


def test_somebody_elses_e_mail_as_identifier_does_not_take_their_place():
    """Whoever chose another person's address as identifier opens their own account with it, never the other."""
    owner = UserFactory(email="marie@essai.example")
    thief = UserFactory(identifier="marie@essai.example", email=None, password="le mot de passe du voleur")
    response = try_to_enter("marie@essai.example", "le mot de passe du voleur")
    assert response.wsgi_request.user == thief != owner


def test_a_name_with_a_null_character_is_an_ordinary_refusal():
    assert try_to_enter("a\0b").status_code == 422


@pytest.mark.asvs("6.3.8")
def test_a_stranger_reads_the_same_page_whoever_is_named():
    user, closed = UserFactory(), UserFactory(is_active=False)
    pages = {
        body_without_token(try_to_enter(name, "faux mot de passe"), name): name
        for name in (user.identifier, user.email, closed.identifier, "personne-de-ce-nom", "personne@essai.example")
    }
    assert len(pages) == 1


@pytest.mark.asvs("6.3.8")
def test_an_unknown_name_costs_the_time_of_a_wrong_password(settings):
    """Argon2 runs in both cases; medians of interleaved tries, so that a busy machine slows both."""
    settings.PASSWORD_HASHERS = ARGON2
    user = UserFactory(password=PASSWORD)
    known, unknown = [], []
    for number in range(30):
        for times, name in ((known, user.identifier), (unknown, f"inconnu-{number}")):
            FailedSignIn.objects.all().delete()
            start = time.perf_counter()
            try_to_enter(name, "faux mot de passe")
            times.append(time.perf_counter() - start)
    assert 0.8 < median(unknown) / median(known) < 1.25


@pytest.mark.asvs("6.3.8")
def test_without_the_equal_work_the_same_measure_sees_a_difference(settings, monkeypatch):
    settings.PASSWORD_HASHERS = ARGON2
    user = UserFactory(password=PASSWORD)
    monkeypatch.setattr("portal.accounts.models.User.set_password", lambda self, password: None)
    known, unknown = [], []
    for number in range(10):
        for times, name in ((known, user.identifier), (unknown, f"inconnu-{number}")):
            FailedSignIn.objects.all().delete()
            start = time.perf_counter()
            try_to_enter(name, "faux mot de passe")
            times.append(time.perf_counter() - start)
    assert median(unknown) / median(known) < 0.8


@pytest.mark.asvs("3.5.1")
def test_signing_someone_in_from_another_site_is_refused():
    """Login CSRF: without the token of our own page nobody is signed in, not even into their own account."""
    user = UserFactory()
    strict = Client(enforce_csrf_checks=True)
    assert try_to_enter(user.identifier, client=strict).status_code == 403
    strict.get(SIGN_IN)
    token = strict.cookies[settings.CSRF_COOKIE_NAME].value
    response = strict.post(SIGN_IN, {"login": user.identifier, "password": PASSWORD, "csrfmiddlewaretoken": token})
    assert entered(response)


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize(
    "where", ["//mal.example", "https://mal.example/", "/\\mal.example", "javascript:alert(1)", "https:mal.example"]
)
def test_signing_in_never_leads_to_another_site(where):
    response = Client().post(SIGN_IN, {"login": UserFactory().identifier, "password": PASSWORD, "next": where})
    assert response["Location"] == "/"


def test_signing_in_leads_to_the_page_that_was_asked():
    response = Client().post(
        SIGN_IN, {"login": UserFactory().identifier, "password": PASSWORD, "next": "/compte/securite/"}
    )
    assert response["Location"] == "/compte/securite/"


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_inactive", "account_set_password", "account_confirm_login_code"],
)
def test_pages_that_the_house_does_not_use_do_not_exist(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "login/", "password/reset/", "inscription/", "social/"])
def test_their_addresses_answer_404(path):
    assert signed_in(UserFactory()).get(f"/compte/{path}").status_code == 404


@pytest.mark.asvs("7.2.4")
def test_the_session_key_changes_at_sign_in():
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    assert entered(try_to_enter(UserFactory().identifier, client=client))
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


@pytest.mark.asvs("7.4.1")
def test_signing_out_ends_the_session_on_the_server_and_clears_the_browser():
    client = Client()
    try_to_enter(UserFactory().identifier, client=client)
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    response = client.post("/compte/deconnexion/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert thief.get("/compte/securite/").status_code == 302


@pytest.mark.asvs("3.5.3")
def test_a_link_or_an_image_signs_nobody_out():
    client = signed_in(UserFactory())
    assert client.get("/compte/deconnexion/").status_code == 200
    assert client.get("/compte/securite/").status_code == 200


@pytest.mark.asvs("16.3.1")
def test_coming_and_going_leaves_a_trail():
    user, client = UserFactory(), Client()
    try_to_enter(user.identifier, client=client)
    client.post("/compte/deconnexion/")
    assert list(Entry.objects.about(user).values_list("action", flat=True)) == [
        "accounts.signed_out",
        "accounts.signed_in",
    ]


def test_what_was_typed_is_not_kept_in_the_session():
    user, client = UserFactory(), Client()
    try_to_enter(user.email, client=client)
    assert user.email not in str(dict(client.session.items()))


@override_settings(SESSION_COOKIE_SECURE=True)
def test_the_session_cookie_is_closed_to_scripts_and_other_sites():
    client = Client()
    try_to_enter(UserFactory().identifier, client=client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["secure"]
    assert not cookie["domain"]
    assert cookie["path"] == "/"


@pytest.mark.asvs("6.3.3")
@pytest.mark.parametrize("role", [Role.ADVISOR, Role.OPERATOR, Role.PARTNER])
def test_staff_and_partners_do_not_enter_by_a_password_alone(role):
    user = UserFactory(roles=(role,), with_second_factor=True)
    client = Client()
    response = try_to_enter(user.identifier, client=client)
    assert response["Location"] == "/compte/code/"
    assert client.get("/compte/securite/").status_code == 302
    response = client.post("/compte/code/", {"code": code_of(user)})
    assert response["Location"] == "/"
    assert client.get("/compte/securite/").status_code == 200

"""Choosing a password, and getting back in without one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from portal.accounts import services
from portal.accounts.models import PasswordReset
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.celery import app
from portal.notifications.models import Message
from tests.portal.accounts.factories import PASSWORD, UserFactory, code_of, signed_in
from tests.portal.accounts.test_sign_in import body_without_token, entered, try_to_enter
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
FORGOTTEN = "/compte/mot-de-passe/oublie/"
NEW = "une phrase toute neuve"


def ask(name: str, **where):
    return Client(**where).post(FORGOTTEN, {"name": name})


def mailed_link(user) -> str:
    services.answer_resets(now=present())
    return Message.objects.filter(user=user, kind="account.choose_password").latest("pk").link


def choose(link: str, password: str = NEW, client: Client | None = None):
    client = client or Client()
    client.get(link)
    return client.post("/compte/mot-de-passe/choisir/", {"password": password})


@pytest.mark.asvs("6.2.1", "6.2.4", "6.2.5", "6.2.9")
@pytest.mark.parametrize(
    ("password", "accepted"),
    [
        ("quinze lettres.", False),
        ("seize lettres ici", True),
        ("mot de passe sans chiffre ni capitale", True),
        ("Mot De Passe 1234 avec tout", True),
        ("é" * 8 + "日本語テスト文字", True),
        ("".join(chr(0x4E00 + number) for number in range(1000)), True),
        ("passwordpassword", False),
        ("1234567890123456", False),
        ("azertyuiopqsdfgh", False),
        ("abababababababab", False),
        ("***football2026***", False),
        ("personne-connue-1", False),
    ],
)
def test_sixteen_characters_any_kind_and_not_a_common_one(password, accepted):
    user = UserFactory(identifier="personne-connue-1")
    response = signed_in(user).post("/compte/mot-de-passe/", {"old": PASSWORD, "password": password})
    assert (response.status_code == 302) is accepted, response.context and response.context["form"].errors


@pytest.mark.asvs("6.2.3")
def test_changing_it_needs_the_present_one_and_counts_the_tries():
    user = UserFactory()
    client = signed_in(user)
    for _ in range(5):
        assert client.post("/compte/mot-de-passe/", {"old": "pas le bon du tout", "password": NEW}).status_code == 422
    assert client.post("/compte/mot-de-passe/", {"old": PASSWORD, "password": NEW}).status_code == 422


@pytest.mark.asvs("6.2.8")
def test_spaces_and_capitals_of_a_password_are_kept_as_typed():
    user = UserFactory(password=" Espaces et Capitales ")
    assert not entered(try_to_enter(user.identifier, "espaces et capitales"))
    assert entered(try_to_enter(user.identifier, " Espaces et Capitales "))


def test_the_link_of_the_message_lets_a_new_password_be_chosen():
    user = UserFactory()
    ask(user.email)
    response = choose(mailed_link(user))
    assert response["Location"] == "/compte/connexion/"
    assert entered(try_to_enter(user.identifier, NEW))
    assert not entered(try_to_enter(user.identifier, PASSWORD))


@pytest.mark.asvs("6.3.8")
def test_asking_gives_the_same_answer_and_the_same_row_whoever_is_named():
    user = UserFactory()
    names = (user.identifier, user.email, "personne@essai.example")
    answers = [ask(name) for name in names]
    assert {(each.status_code, each["Location"]) for each in answers} == {(302, "/compte/mot-de-passe/oublie/envoye/")}
    assert len({body_without_token(Client().get(each["Location"])) for each in answers}) == 1
    assert PasswordReset.objects.count() == 3


@pytest.mark.asvs("6.3.8")
def test_asking_costs_the_same_statements_whoever_is_named():
    """What differs, the message, happens outside the request: here the bell rings and nobody comes."""
    user, counts = UserFactory(), []
    app.conf.task_always_eager = False
    try:
        for name in (user.email, "personne@essai.example"):
            queries = queries_of(lambda name=name: ask(name))
            counts.append([re.sub(r"'[^']*'|\b\d+\b|NULL", "?", sql) for sql in queries])
    finally:
        app.conf.task_always_eager = True
    assert counts[0] == counts[1]


@pytest.mark.asvs("6.5.1")
def test_a_link_serves_once():
    user = UserFactory()
    ask(user.email)
    link = mailed_link(user)
    choose(link)
    assert choose(link, "encore une autre phrase").status_code == 410
    assert entered(try_to_enter(user.identifier, NEW))


@pytest.mark.asvs("6.5.5")
def test_a_link_dies_after_half_an_hour():
    user = UserFactory()
    ask(user.email)
    link = mailed_link(user)
    with time_machine.travel(present() + timedelta(minutes=31), tick=False):
        assert choose(link).status_code == 410


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up():
    user = UserFactory()
    ask(user.email)
    link = mailed_link(user)
    for _ in range(3):
        Client().get(link, follow=True)
    assert choose(link).status_code == 302


def test_a_new_password_kills_the_links_that_wait():
    user = UserFactory()
    ask(user.email)
    link = mailed_link(user)
    signed_in(user).post("/compte/mot-de-passe/", {"old": PASSWORD, "password": NEW})
    assert choose(link, "la phrase du voleur").status_code == 410


@pytest.mark.asvs("14.2.1")
def test_the_secret_of_the_link_leaves_the_address_bar_and_is_not_stored():
    user = UserFactory()
    ask(user.email)
    link = mailed_link(user)
    assert Client().get(link)["Location"] == "/compte/mot-de-passe/choisir/"
    token = link.rstrip("/").rsplit("/", 1)[-1]
    assert len(token) == 43  # 256 bits
    assert token not in str(list(PasswordReset.objects.values()))


def test_an_invented_link_says_so_and_offers_another():
    page = Client().get("/compte/mot-de-passe/lien/" + "a" * 43 + "/", follow=True)
    assert page.status_code == 410
    assert FORGOTTEN in page.content.decode()


@pytest.mark.asvs("7.4.3", "6.3.7")
def test_a_reset_ends_every_session_unlocks_the_account_and_tells_the_person():
    user = UserFactory()
    client = signed_in(user)
    for _ in range(10):
        try_to_enter(user.identifier, "faux mot de passe")
    ask(user.email)
    choose(mailed_link(user))
    assert client.get("/compte/securite/").status_code == 302
    assert entered(try_to_enter(user.identifier, NEW))
    assert Message.objects.filter(user=user, kind="account.password", channel="email").exists()
    assert Entry.objects.about(user).filter(action="accounts.password_reset").exists()


def test_the_link_is_not_shown_in_the_inbox():
    """A stolen session must not be able to read it there."""
    user = UserFactory()
    ask(user.email)
    mailed_link(user)
    assert set(Message.objects.filter(user=user).values_list("channel", flat=True)) == {"email"}


def test_a_reset_does_not_replace_the_second_factor():
    user = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    ask(user.email)
    choose(mailed_link(user))
    response = try_to_enter(user.identifier, NEW)
    assert response["Location"] == "/compte/code/"
    assert code_of(user)


@pytest.mark.asvs("2.4.1")
def test_five_links_an_hour_and_nobody_is_told_that_it_is_enough():
    user = UserFactory()
    answers = [ask(user.email) for _ in range(8)]
    services.answer_resets(now=present())
    assert {each["Location"] for each in answers} == {"/compte/mot-de-passe/oublie/envoye/"}
    assert Message.objects.filter(user=user, kind="account.choose_password").count() == 5


def test_no_link_for_a_closed_account_nor_for_a_role_not_yet_confirmed():
    director = UserFactory(roles=(Role.DIRECTOR,))
    closed = UserFactory(is_active=False)
    awaited = services.open_account(
        identifier="NOUVELLE",
        full_name="Nouvelle",
        email="nouvelle@essai.example",
        role=Role.ADVISOR,
        actor=director,
        now=present(),
    )
    for user in (closed, awaited):
        ask(user.email)
    services.answer_resets(now=present())
    assert not Message.objects.filter(kind="account.choose_password").exists()

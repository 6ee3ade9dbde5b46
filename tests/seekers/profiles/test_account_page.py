"""Giving or changing one's bank account: proved again just before, told everywhere, and never shown whole."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from portal import clock
from portal.accounts import proved
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.profiles import services
from seekers.profiles.models import BankAccount, Seeker
from tests.portal.accounts.factories import PASSWORD
from tests.seekers.declarations.browsing import signed_in
from tests.seekers.profiles.factories import IBAN, BankAccountFactory
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
PAGE = "/mon-dossier/compte/"
OTHER_IBAN = "FR1420041010050500013M02606"
TYPED = {"iban": "FR14 2004 1010 0505 0001 3M02 606", "holder": "Awa Kessler"}


@pytest.fixture
def awa() -> Seeker:
    return registered(first_name="Awa", by_sms=True)


@pytest.fixture
def browser(awa: Seeker) -> Client:
    return signed_in(awa)


def proved_ago(browser: Client, seconds: float = 0) -> Client:
    session = browser.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - seconds, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return browser


def test_the_password_is_asked_once_more_then_the_page_opens(browser: Client, awa: Seeker) -> None:
    for answer in (browser.get(PAGE), browser.post(PAGE, TYPED)):
        assert answer["Location"] == f"/compte/confirmer/?next={PAGE.replace('/', '%2F')}"
    assert not BankAccount.objects.exists()
    wrong = browser.post("/compte/confirmer/", {"password": "pas le bon", "next": PAGE})
    assert wrong.status_code == 422
    assert browser.get(PAGE).status_code == 302
    right = browser.post("/compte/confirmer/", {"password": PASSWORD, "next": PAGE})
    assert right["Location"] == PAGE
    assert browser.get(PAGE).status_code == 200


def test_a_proof_grows_old_but_leaves_time_to_type(browser: Client) -> None:
    proved_ago(browser, proved.JUST_NOW.total_seconds() + 5)
    assert browser.get(PAGE).status_code == 302
    assert browser.post(PAGE, TYPED)["Location"] == "/mon-dossier/"
    proved_ago(browser, proved.WHILE_TYPING.total_seconds() + 5)
    assert browser.post(PAGE, TYPED)["Location"].startswith("/compte/confirmer/")


def test_whom_only_the_state_signs_in_is_told_to_come_in_again(awa: Seeker) -> None:
    awa.user.set_unusable_password()
    awa.user.save()
    browser = signed_in(awa)
    page = browser.get(PAGE)
    assert page.status_code == 403
    assert "revenez comme d’habitude" in page.content.decode()
    session = browser.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    assert browser.get(PAGE).status_code == 200


def test_a_first_account_is_used_at_once_and_every_channel_is_told(browser: Client, awa: Seeker) -> None:
    page = proved_ago(browser).get(PAGE).content.decode()
    assert "Dès le prochain virement" in page
    assert browser.post(PAGE, TYPED).status_code == 302
    account = BankAccount.objects.live().get()
    assert (account.iban, account.holder, account.held_until) == (OTHER_IBAN, "Awa Kessler", None)
    told = Message.objects.filter(user=awa.user, kind="profiles.bank_account_changed")
    assert set(told.values_list("channel", flat=True)) == {"inbox", "email", "sms"}
    assert Entry.objects.get(action="profiles.bank_account_changed").actor == awa.user


def test_another_account_is_dated_and_only_four_digits_of_the_present_one_are_shown(
    browser: Client, awa: Seeker
) -> None:
    BankAccountFactory(seeker=awa)
    page = proved_ago(browser).get(PAGE).content.decode()
    assert IBAN[-4:] in page
    assert IBAN not in page
    assert "Ces trois jours" in page
    before = clock.now()
    answer = browser.post(PAGE, TYPED, follow=True).content.decode()
    account = BankAccount.objects.live().get()
    assert before + services.HOLD <= account.held_until <= clock.now() + services.HOLD
    assert "à partir du" in answer
    assert OTHER_IBAN not in answer


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"iban": "FR14 2004 1010 0505 0001 3M02 607"}, "pas juste"),
        ({"iban": ""}, "Écrivez votre IBAN"),
        ({"holder": " "}, "Écrivez le nom du titulaire"),
        ({"holder": "Awa\x07 Kessler"}, "comme sur votre RIB"),
    ],
)
def test_what_is_not_an_account_is_refused_beside_the_field(
    browser: Client, typed: dict[str, str], sentence: str
) -> None:
    page = proved_ago(browser).post(PAGE, TYPED | typed)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not BankAccount.objects.exists()


def test_a_telephone_changed_in_the_same_three_days_shows_in_the_trail(browser: Client, awa: Seeker) -> None:
    contact = {"email": awa.user.email, "phone": "06 39 98 12 34", "phone_is_shared": "no", "preferred_channel": "sms"}
    assert browser.post("/mon-dossier/coordonnees/", contact).status_code == 302
    proved_ago(browser).post(PAGE, TYPED)
    assert "venait aussi de changer" in browser.get("/mon-dossier/ouvertures/").content.decode()


def test_a_telephone_changed_long_before_says_nothing(awa: Seeker) -> None:
    services.change_contact(
        seeker=awa, email=awa.user.email, phone="+33639981234", postcode=awa.postcode, preferred_channel="sms",
        phone_is_shared=False, actor=awa.user, now=clock.now(),
    )  # fmt: skip
    assert services.contact_changed(awa, clock.now())
    assert not services.contact_changed(awa, clock.now() + services.HOLD)


def test_without_the_proof_the_page_would_open(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert browser.get(PAGE).status_code == 302
    monkeypatch.setattr(proved, "proved_within", lambda *_given, **_more: True)
    assert browser.get(PAGE).status_code == 200

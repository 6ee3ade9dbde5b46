"""A changed bank account, seen by who follows the person, and let through once it is checked with them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from portal.audit.models import Entry
from seekers.profiles import services as profiles
from seekers.profiles.models import BankAccount, Seeker
from tests.advisors.portfolios.factories import advisor, followed
from tests.portal.accounts.factories import signed_in
from tests.seekers.profiles.factories import BankAccountFactory

pytestmark = pytest.mark.django_db
OTHER_IBAN = "FR1420041010050500013M02606"


def changed(awa: Seeker, now: datetime) -> BankAccount:
    BankAccountFactory(seeker=awa)
    return profiles.change_bank_account(seeker=awa, iban=OTHER_IBAN, holder=str(awa), actor=awa.user, now=now)


def checking(account: BankAccount) -> str:
    return f"/conseil/personnes/{account.person.public_id}/compte/{account.pk}/"


def test_the_file_says_from_when_it_is_paid_and_only_four_digits(awa: Seeker, desk: Client, morning: datetime) -> None:
    page = f"/conseil/personnes/{awa.user.public_id}/"
    assert "Compte bancaire changé" not in desk.get(page).content.decode()
    account = changed(awa, morning)
    words = desk.get(page).content.decode()
    assert "Compte bancaire changé" in words
    assert "vient aussi de changer" not in words
    assert checking(account) in words
    assert OTHER_IBAN not in words


def test_a_contact_changed_in_the_same_days_is_a_warning(awa: Seeker, desk: Client, morning: datetime) -> None:
    profiles.change_contact(
        seeker=awa, email=awa.user.email, phone="+33639981234", postcode=awa.postcode, preferred_channel="sms",
        phone_is_shared=False, actor=awa.user, now=morning,
    )  # fmt: skip
    changed(awa, morning)
    assert "vient aussi de changer" in desk.get(f"/conseil/personnes/{awa.user.public_id}/").content.decode()


def test_checked_with_the_person_it_waits_no_longer_and_says_how(
    claire, awa: Seeker, desk: Client, morning: datetime
) -> None:
    account = changed(awa, morning)
    desk.post(checking(account), {"reason": " "})
    account.refresh_from_db()
    assert account.is_held(morning)
    assert desk.post(checking(account), {"reason": "RIB vu en agence"}).status_code == 302
    account.refresh_from_db()
    assert account.held_until is None
    line = Entry.objects.get(action="profiles.bank_account_checked")
    assert (line.actor, line.reason, line.subject) == (claire, "RIB vu en agence", awa.user)


def test_an_account_that_came_since_is_not_let_through_with_it(awa: Seeker, desk: Client, morning: datetime) -> None:
    shown = changed(awa, morning)
    profiles.change_bank_account(
        seeker=awa, iban="FR7610011000201234567890188", holder=str(awa), actor=awa.user, now=morning
    )
    desk.post(checking(shown), {"reason": "vérifié"})
    assert BankAccount.objects.live().get().is_held(morning)


def test_an_advisor_who_does_not_follow_the_person_has_no_such_page(awa: Seeker, morning: datetime) -> None:
    account = changed(awa, morning)
    assert signed_in(advisor()).post(checking(account), {"reason": "vérifié"}).status_code == 404
    assert BankAccount.objects.live().get().is_held(morning)


def test_the_account_of_another_person_of_the_portfolio_is_not_reached(
    claire, awa: Seeker, desk: Client, morning: datetime
) -> None:
    account, other = changed(awa, morning), followed(claire)
    address = checking(account).replace(str(awa.user.public_id), str(other.user.public_id))
    assert desk.post(address, {"reason": "vérifié"}).status_code == 404
    assert BankAccount.objects.live().get(seeker=awa).is_held(morning)

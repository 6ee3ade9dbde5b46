"""Accounts given and decided at the same instant, in real transactions."""

from __future__ import annotations

import pytest

from portal.accounts.roles import Role
from portal.notifications.models import Message
from seekers.profiles import services
from seekers.profiles.models import UNTIL_DECIDED, AccountDoubt, BankAccount
from tests.portal.accounts.factories import UserFactory
from tests.seekers.declarations.browsing import MORNING
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.profiles.test_account_page import OTHER_IBAN
from tests.seekers.profiles.test_doubts import THIRD_IBAN, give
from tests.threads import behind

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_and_the_third_to_give_an_account_see_each_other() -> None:
    give(SeekerFactory())
    second, third = SeekerFactory(), SeekerFactory()
    behind(lambda: give(second), lambda: give(third))
    assert set(BankAccount.objects.live().values_list("held_until", flat=True)) == {UNTIL_DECIDED}
    assert AccountDoubt.objects.open().count() == 3


def test_two_devices_that_give_two_accounts_leave_one_the_last() -> None:
    seeker = SeekerFactory()
    give(seeker)
    one, other = behind(lambda: give(seeker, iban=OTHER_IBAN), lambda: give(seeker, iban=THIRD_IBAN))
    assert seeker.bank_accounts.live().get() == other
    assert other.held_until == one.held_until == MORNING + services.HOLD


def test_an_account_replaced_while_it_is_decided_is_not_said_to_be_paid() -> None:
    accounts = [give(SeekerFactory()) for _number in range(3)]
    director = UserFactory(roles=(Role.DIRECTOR,))
    doubt = accounts[0].doubts.get()
    behind(
        lambda: give(accounts[0].seeker, iban=OTHER_IBAN),
        lambda: services.clear_doubt(doubt=doubt, note="RIB vu", actor=director, now=MORNING),
    )
    assert BankAccount.objects.get(pk=accounts[0].pk).held_until == UNTIL_DECIDED
    assert not Message.objects.filter(kind="profiles.bank_account_verified").exists()

"""Guessing does not pay: one account, one address, the whole site."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client

from portal.accounts import attempts, services
from portal.accounts.digests import address_key
from portal.accounts.models import FailedSignIn, SprayingAlarm
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from tests.portal.accounts.factories import PASSWORD, UserFactory, code_of
from tests.portal.accounts.test_sign_in import body_without_token, entered, try_to_enter
from tests.threads import at_once

pytestmark = pytest.mark.django_db
WRONG = "un mot de passe inventé"


def fail(user, times: int, *, every: timedelta = timedelta(minutes=30)) -> None:
    """``times`` wrong passwords, far enough apart for each to be looked at."""
    with time_machine.travel(present(), tick=False) as clock:
        for _ in range(times):
            try_to_enter(user.identifier, WRONG)
            clock.shift(every)


def from_elsewhere(number: int) -> Client:
    return Client(REMOTE_ADDR=f"198.51.{number // 250}.{number % 250 + 1}")


@pytest.mark.asvs("6.3.1")
def test_the_eleventh_try_is_refused_even_with_the_right_password():
    user = UserFactory()
    with time_machine.travel(present(), tick=False) as clock:
        for _ in range(10):
            assert not entered(try_to_enter(user.identifier, WRONG))
            clock.shift(timedelta(minutes=10))
        assert not entered(try_to_enter(user.identifier, PASSWORD))
        assert not entered(try_to_enter(user.email, PASSWORD))


def test_ten_tries_at_once_are_refused_at_the_eleventh_as_well():
    user = UserFactory()
    for _ in range(10):
        try_to_enter(user.identifier, WRONG)
    assert not entered(try_to_enter(user.identifier, PASSWORD))


@pytest.mark.asvs("6.3.1")
def test_the_lock_survives_a_flush_of_redis():
    user = UserFactory()
    fail(user, 10, every=timedelta(minutes=9))
    cache.clear()
    with time_machine.travel(present() + timedelta(minutes=90), tick=False):
        assert not entered(try_to_enter(user.identifier, PASSWORD))


def test_the_owner_enters_again_once_the_lock_is_over():
    user = UserFactory()
    fail(user, 10, every=timedelta(minutes=9))
    with time_machine.travel(present() + timedelta(hours=4), tick=False):
        assert entered(try_to_enter(user.identifier, PASSWORD))


def test_four_slips_cost_nothing_and_a_success_forgets_them():
    user = UserFactory()
    for _ in range(3):
        for _ in range(4):
            try_to_enter(user.identifier, WRONG)
        assert entered(try_to_enter(user.identifier))
    assert not FailedSignIn.objects.exists()


def test_the_wait_grows_from_half_a_minute_to_a_day():
    waits = [attempts.wait_after(failures) for failures in range(20)]
    assert waits[:5] == [timedelta(0)] * 5
    assert waits[5:11] == [timedelta(seconds=30 * 2**step) for step in range(5)] + [timedelta(hours=1)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=24)


def test_tries_made_while_waiting_do_not_lengthen_the_wait():
    """Otherwise anyone could keep a person out on the last day of the declaration."""
    user = UserFactory()
    with time_machine.travel(present(), tick=False) as clock:
        for _ in range(5):
            try_to_enter(user.identifier, WRONG)
        for _ in range(20):
            try_to_enter(user.identifier, WRONG)
        clock.shift(timedelta(seconds=31))
        assert entered(try_to_enter(user.identifier, PASSWORD))


@pytest.mark.asvs("6.3.8")
def test_a_locked_account_answers_with_the_words_of_any_failure():
    locked, other = UserFactory(), UserFactory()
    fail(locked, 10)
    refused = body_without_token(try_to_enter(locked.identifier, PASSWORD), locked.identifier)
    wrong = body_without_token(try_to_enter(other.identifier, WRONG), other.identifier)
    assert refused == wrong
    assert "attendez quelques minutes" in refused


@pytest.mark.asvs("16.3.1")
def test_a_lock_is_recorded_and_its_owner_told_once():
    user = UserFactory()
    fail(user, 10, every=timedelta(minutes=9))
    assert Entry.objects.about(user).filter(action="accounts.locked").count() == 1
    mail = Message.objects.get(user=user, kind="account.locked", channel="email")
    assert mail.address == user.email


def test_the_tables_hold_no_name_and_no_address():
    user = UserFactory()
    try_to_enter(user.identifier, WRONG)
    row = FailedSignIn.objects.get()
    assert {len(row.account_key), len(row.address_key)} == {64}
    assert user.identifier not in str(row.__dict__)
    assert "127.0.0.1" not in str(row.__dict__)


def test_a_failure_is_never_rewritten():
    try_to_enter("quelqu-un", WRONG)
    with pytest.raises(DatabaseError, match="Cannot update"):
        FailedSignIn.objects.update(account_key="")


@pytest.mark.asvs("2.4.1")
def test_one_address_that_fails_on_many_accounts_must_wait():
    users = UserFactory.create_batch(3)
    thief = Client(REMOTE_ADDR="203.0.113.7")
    for number in range(attempts.PER_ADDRESS):
        try_to_enter(f"inconnu-{number}", WRONG, client=thief)
    assert not entered(try_to_enter(users[0].identifier, client=thief))
    assert entered(try_to_enter(users[0].identifier, client=Client(REMOTE_ADDR="203.0.113.8")))


def test_an_ipv6_customer_is_one_address_whichever_of_theirs_they_use(rf):
    def key(address):
        return address_key(rf.get("/", REMOTE_ADDR=address))

    assert key("2001:db8:0:1::1") == key("2001:db8:0:1:ffff::2") != key("2001:db8:0:2::1")


def test_behind_our_proxy_an_invented_address_changes_nothing(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    chains = ("192.0.2.1, 203.0.113.9", "203.0.113.9")
    invented, plain = (address_key(rf.get("/", HTTP_X_FORWARDED_FOR=chain)) for chain in chains)
    settings.SECURE_PROXY_SSL_HEADER = None
    direct = address_key(rf.get("/", HTTP_X_FORWARDED_FOR="192.0.2.1", REMOTE_ADDR="203.0.113.9"))
    assert invented == plain == direct


@pytest.mark.asvs("6.3.1", "16.3.3")
def test_one_password_tried_on_many_accounts_raises_the_alarm_once():
    operator = UserFactory(roles=(Role.OPERATOR,))
    for number in range(attempts.SPRAYING + 20):
        try_to_enter(f"personne-{number}", "Printemps2026!", client=from_elsewhere(number))
    alarm = SprayingAlarm.objects.get()
    assert Entry.objects.get(action="accounts.spraying").target_id == str(alarm.pk)
    assert Message.objects.filter(user=operator, kind="account.spraying", channel="email").count() == 1


def test_while_the_alarm_is_on_an_address_may_fail_less():
    user = UserFactory()
    SprayingAlarm.objects.create(started_at=present(), failures=300)
    for number in range(attempts.PER_ADDRESS_ALARMED):
        try_to_enter(f"inconnu-{number}", WRONG)
    assert not entered(try_to_enter(user.identifier))


def test_the_alarm_ends_with_the_tries_and_old_failures_are_forgotten():
    SprayingAlarm.objects.create(started_at=present(), failures=300)
    try_to_enter("inconnu", WRONG)
    assert services.tidy(now=present()) == 0
    assert services.tidy(now=present() + timedelta(hours=49)) == 1
    assert SprayingAlarm.objects.get().ended_at
    assert Entry.objects.filter(action="accounts.spraying_ended").exists()


@pytest.mark.asvs("16.5.3")
def test_when_the_count_cannot_be_kept_nobody_enters(monkeypatch):
    user = UserFactory()

    def broken(*_args, **_kwargs):
        raise DatabaseError("the table is away")

    monkeypatch.setattr("portal.accounts.models.FailedSignIn.objects.create", broken)
    client = Client(raise_request_exception=False)
    assert try_to_enter(user.identifier, client=client).status_code == 500
    assert client.get("/compte/securite/").status_code == 302


@pytest.mark.asvs("6.5.5", "6.3.1")
def test_one_time_codes_are_counted_too():
    user = UserFactory(roles=(Role.ADVISOR,), with_second_factor=True)
    client = Client()
    with time_machine.travel(present(), tick=False) as clock:
        for _ in range(10):
            try_to_enter(user.identifier, client=client)
            assert client.post("/compte/code/", {"code": "000000"}).status_code == 422
            clock.shift(timedelta(minutes=9))
        try_to_enter(user.identifier, client=client)
        assert client.post("/compte/code/", {"code": code_of(user)}).status_code == 422


@pytest.mark.django_db(transaction=True)
@pytest.mark.asvs("15.4.2")
def test_twenty_tries_at_the_same_instant_are_five():
    """Written down before they are looked at, one account at a time: nothing slips between the count and the write."""
    user = UserFactory()
    looked_at = at_once(*[lambda: attempts.begin(kind="password", user=user, address_key="a")] * 20)
    assert len([each for each in looked_at if each]) == 5  # the sixth must wait half a minute
    assert FailedSignIn.objects.exclude(account_key="").count() == 5

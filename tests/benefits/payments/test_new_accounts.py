"""A changed account waits three days before it is paid: who was robbed has time to say so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from benefits.payments import invariants, services
from benefits.payments.models import Payment, StaffTask
from benefits.payments.services import execution
from portal import clock
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.profiles import services as profiles
from seekers.profiles.models import BankAccount
from tests.benefits.payments.factories import NOW, OCTOBER, due, released
from tests.portal.accounts.factories import UserFactory
from tests.seekers.profiles.factories import BankAccountFactory

pytestmark = pytest.mark.django_db
OTHER_IBAN = "FR1420041010050500013M02606"


def changed_account(payment: Payment, now: datetime) -> BankAccount:
    return profiles.change_bank_account(
        seeker=payment.seeker, iban=OTHER_IBAN, holder="Amina Kessler", actor=payment.person, now=now
    )


def test_a_changed_account_is_paid_three_days_later_and_no_sooner() -> None:
    payment, other = due(), due()
    account = changed_account(payment, NOW)
    services.execute(run=released(), now=NOW)
    payment.refresh_from_db()
    other.refresh_from_db()
    assert (payment.state, payment.hold_reason, other.state) == ("held", "account_new", "ordered")
    assert StaffTask.objects.open().get().kind == "account_new"
    assert not Message.objects.filter(user=payment.person, kind="payments.needs_account").exists()
    assert services.resume_with_account(actor=None, now=account.held_until - timedelta(seconds=1)) == 0
    assert services.resume_with_account(actor=None, now=account.held_until) == 1
    later = account.held_until + timedelta(minutes=1)
    services.execute(run=released(now=later), now=later)
    payment.refresh_from_db()
    assert (payment.state, payment.payee_iban) == ("ordered", OTHER_IBAN)
    assert not StaffTask.objects.open().exists()
    assert invariants.broken() == {}


def test_an_account_changed_after_the_run_was_prepared_is_not_paid_either() -> None:
    payment = due()
    run = released()
    changed_account(payment, NOW)
    services.execute(run=run, now=NOW)
    payment.refresh_from_db()
    assert (payment.state, payment.payee_iban) == ("due", "")
    assert invariants.broken() == {}


def test_without_the_hold_the_changed_account_would_be_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = "AND (a.held_until IS NULL OR a.held_until <= %(now)s)"
    monkeypatch.setattr(execution, "SEND", execution.SEND.replace(guard, ""))
    payment = due()
    run = released()
    changed_account(payment, NOW)
    services.execute(run=run, now=NOW)
    payment.refresh_from_db()
    assert payment.payee_iban == OTHER_IBAN


def test_an_advisor_who_checked_it_with_the_person_lets_it_be_paid_at_once() -> None:
    payment, advisor = due(), UserFactory(roles=(Role.ADVISOR,))
    account = changed_account(payment, NOW)
    services.prepare_run(actor=None, now=NOW, through=OCTOBER)
    profiles.confirm_bank_account(account=account, reason="rappelée au numéro connu", actor=advisor, now=NOW)
    payment.refresh_from_db()
    assert (payment.state, payment.hold_reason) == ("due", "")
    assert Entry.objects.get(action="profiles.bank_account_checked").actor == advisor


def test_a_new_account_that_waits_is_not_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    payment = due(account=False)
    BankAccountFactory(seeker=payment.seeker, refused_code="AC04")
    services.prepare_run(actor=None, now=NOW, through=OCTOBER)
    changed_account(payment, NOW)
    payment.refresh_from_db()
    assert (payment.state, payment.hold_reason) == ("held", "account_new")
    assert list(StaffTask.objects.open().values_list("kind", flat=True)) == ["account_new"]


def test_an_account_that_three_people_give_waits_for_the_staff_however_long() -> None:
    payments = [due(account=False) for _number in range(3)]
    for payment in payments:
        profiles.change_bank_account(
            seeker=payment.seeker, iban=OTHER_IBAN, holder=str(payment.seeker), actor=payment.person, now=NOW
        )
    services.prepare_run(actor=None, now=NOW, through=OCTOBER)
    later = NOW + timedelta(days=400)
    assert services.resume_with_account(actor=None, now=later) == 0
    for payment in payments:
        payment.refresh_from_db()
        assert (payment.state, payment.hold_reason) == ("held", "account_checked")
        assert payment.tasks.open().get().kind == "account_checked"
        assert not Message.objects.filter(user=payment.person, kind="payments.needs_account").exists()


def test_the_decision_of_the_staff_sends_what_waited_or_asks_for_another_account() -> None:
    payments = [due(account=False) for _number in range(3)]
    given = [
        profiles.change_bank_account(
            seeker=each.seeker, iban=OTHER_IBAN, holder=str(each.seeker), actor=each.person, now=NOW
        )
        for each in payments
    ]
    services.prepare_run(actor=None, now=NOW, through=OCTOBER)
    director = UserFactory(roles=(Role.DIRECTOR,))
    profiles.clear_doubt(doubt=given[0].doubts.get(), note="RIB vu", actor=director, now=NOW)
    profiles.refuse_account(doubt=given[1].doubts.get(), note="Pas son compte", actor=director, now=NOW)
    for payment in payments:
        payment.refresh_from_db()
    assert [(each.state, each.hold_reason) for each in payments] == [
        ("due", ""), ("held", "no_account"), ("held", "account_checked"),
    ]  # fmt: skip
    assert [list(each.tasks.open().values_list("kind", flat=True)) for each in payments] == [
        [], ["no_account"], ["account_checked"],
    ]  # fmt: skip
    assert invariants.broken() == {}

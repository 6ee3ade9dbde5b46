"""The same thing asked twice at the same instant, in real transactions; and what changes between the check and the payment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benefits.payments import invariants, services
from benefits.payments.models import BankReturn, Entry, Movement, Payment, PaymentRun
from benefits.payments.services.pricing import price
from seekers.profiles import services as profiles
from tests.benefits.payments.factories import NOW, OCTOBER, declared, due, entitled, ordered, released
from tests.threads import behind

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=3)


def test_two_clocks_that_prepare_make_one_run() -> None:
    due()
    made = behind(*[lambda: services.prepare_run(actor=None, now=NOW, through=OCTOBER)] * 2)
    assert made == [PaymentRun.objects.get(), None]


def test_a_return_said_twice_at_once_is_booked_once() -> None:
    payment = ordered()
    name = payment.end_to_end_id
    said = behind(*[lambda: services.bank_returned(end_to_end_id=name, code="AC04", actor=None, now=LATER)] * 2)
    assert said == [BankReturn.objects.get()] * 2
    assert Movement.objects.filter(entry=Entry.RETURN).count() == 1
    assert invariants.broken() == {}


def test_one_month_priced_twice_at_once_consumes_its_days_once() -> None:
    right = entitled()
    version, left = declared(right.seeker).pk, right.days_left
    one, other = behind(*[lambda: price(version_id=version, actor=None, now=NOW)] * 2)
    assert one == other == Payment.objects.get()
    right.refresh_from_db()
    assert right.days_left == left - one.payable_days
    assert invariants.broken() == {}


def test_two_months_priced_at_once_consume_the_days_of_both() -> None:
    right = entitled(days_left=40, days_total=40)
    october, november = (declared(right.seeker, month).pk for month in (OCTOBER, OCTOBER.next))
    behind(
        lambda: price(version_id=october, actor=None, now=NOW),
        lambda: price(version_id=november, actor=None, now=LATER),
    )
    right.refresh_from_db()
    assert (right.days_left, right.paid_days, right.state) == (0, 40, "exhausted")
    assert sum(Payment.objects.values_list("payable_days", flat=True)) == 40
    assert invariants.broken() == {}


def test_an_account_that_the_bank_refused_after_the_run_was_prepared_is_not_paid() -> None:
    payment = due()
    run = released()
    account = payment.seeker.bank_accounts.live().get()
    profiles.bank_refused(account=account, code="AC04", actor=None, now=NOW)
    services.execute(run=run, now=NOW)
    payment.refresh_from_db()
    assert (payment.state, payment.payee_iban) == ("due", "")
    assert invariants.broken() == {}

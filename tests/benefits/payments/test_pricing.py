"""A filed month becomes one payment, whose figures are frozen and explain themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from benefits.payments import services
from benefits.payments.models import Payment
from portal import events
from portal.audit.models import Entry as AuditEntry
from portal.months import Month
from seekers.declarations.answers import QUESTIONS, Answers, Days
from seekers.declarations.events import DeclarationFiled
from seekers.declarations.rules import Totals
from tests.benefits.payments.factories import NOW, OCTOBER, declared, due, entitled, priced
from tests.seekers.profiles.factories import SeekerFactory

pytestmark = pytest.mark.django_db


def totals(gross: int = 0, unpaid_days: int = 0) -> Totals:
    return Totals(gross, 0, unpaid_days, False, True, None, "")


def test_a_whole_month_pays_thirty_days_and_consumes_them() -> None:
    right = entitled()
    payment = priced(right)
    right.refresh_from_db()
    assert (payment.payable_days, payment.gross_cents, payment.state) == (30, 171_000, "due")
    assert (right.days_left, right.paid_days) == (270, 30)
    assert payment.net_cents == payment.gross_cents - payment.crc_cents - payment.csg_cents - payment.crds_cents


def test_work_leaves_days_for_later() -> None:
    """The example of the trade: 57 € a day, 2 100 € gross: 4 days, 228 €, 26 days kept."""
    payment = priced(entitled(), gross=210_000)
    assert (payment.payable_days, payment.gross_cents, payment.postponed_days) == (4, 22_800, 26)
    assert payment.provisional
    assert any("reportés, pas perdus" in each for each in services.in_words(payment))


def test_filing_prices_in_the_same_transaction() -> None:
    version = declared(entitled().seeker)
    declaration = version.declaration
    events.publish(DeclarationFiled(declaration.pk, version.pk, declaration.seeker_id, OCTOBER, first=True))
    assert Payment.objects.get().version_id == version.pk


def test_the_same_version_twice_is_one_payment() -> None:
    right = entitled()
    payment = priced(right)
    assert services.price(version_id=payment.version_id, actor=None, now=NOW) == payment
    right.refresh_from_db()
    assert right.days_left == 270


def test_the_index_refuses_a_second_live_payment() -> None:
    payment = due()
    payment.pk = None
    with pytest.raises(IntegrityError, match="one_live_payment_per_month"):
        payment.save(force_insert=True)


def test_frozen_figures_cannot_be_changed() -> None:
    payment = due()
    for column in ("gross_cents", "net_cents", "amount_cents", "payable_days", "version_id"):
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(**{column: 1})


def test_nothing_to_pay_is_a_payment_that_says_so() -> None:
    payment = priced(entitled(), gross=500_000)
    assert (payment.state, payment.amount_cents, payment.payable_days) == ("zero", 0, 0)
    assert services.in_words(payment)


def test_without_a_right_there_is_no_payment() -> None:
    assert services.price(version_id=declared(SeekerFactory()).pk, actor=None, now=NOW) is None


def test_the_last_days_end_the_right() -> None:
    right = entitled(nearly_over=True)
    payment = priced(right)
    right.refresh_from_db()
    assert (payment.payable_days, payment.days_left_after, right.state) == (5, 0, "exhausted")
    assert right.exhausted_on == date(2026, 10, 5)


def test_days_are_split_between_both_amounts() -> None:
    payment = priced(entitled(reduced_soon=True))
    assert (payment.full_days, payment.reduced_days) == (12, 18)
    assert payment.gross_cents == 12 * 14_250 + 18 * 9_975


def test_a_sick_day_of_the_waiting_period_counts_once() -> None:
    right = entitled(first_payable_on=date(2026, 10, 8))
    sick = (date(2026, 10, 5), date(2026, 10, 10))
    assert priced(right, unpaid_days=6, sick=sick).payable_days == 30 - 7 - 3


def test_solidarity_allowance_counts_the_months_already_worked() -> None:
    right = entitled(ass=True)
    first = Month(2026, 6)
    for each in range(3):
        assert priced(right, first.plus(each), gross=50_000).payable_days > 0
    assert priced(right, first.plus(3), gross=50_000).payable_days == 0


def test_the_explanation_is_read_from_the_frozen_figures() -> None:
    payment = due()
    before = services.lines(payment)
    payment.entitlement.daily_cents = 1
    type(payment.entitlement).objects.filter(pk=payment.entitlement_id).update(sjr_cents=1)
    assert services.lines(Payment.objects.get()) == before
    assert before[-1].rule == "days_left"


@pytest.mark.parametrize(("gross", "unpaid_days"), [(0, 0), (80_000, 0), (0, 9), (123_456, 3), (900_000, 0)])
def test_the_estimate_is_what_is_paid(gross: int, unpaid_days: int) -> None:
    right = entitled()
    estimate = services.estimate(seeker=right.seeker, month=OCTOBER, totals=totals(gross, unpaid_days))
    assert estimate is not None
    assert Payment.objects.count() == 0
    payment = priced(right, gross=gross, unpaid_days=unpaid_days)
    assert estimate.net_cents == payment.net_cents
    assert estimate.sentences() == services.in_words(payment)
    assert estimate.transfers_on == date(2026, 11, 2)


def test_the_estimate_of_a_correction_counts_the_month_once() -> None:
    right = entitled(days_left=30, days_total=30)
    priced(right)
    estimate = services.estimate(seeker=right.seeker, month=OCTOBER, totals=totals())
    assert estimate is not None
    assert estimate.priced.result.payable_days == 30


def test_the_estimate_knows_the_sick_days_of_the_waiting_period() -> None:
    right = entitled(first_payable_on=date(2026, 10, 8))
    spans = (("sick_leave", Days(date(2026, 10, 5), date(2026, 10, 10))),)
    answers = Answers(**dict.fromkeys(QUESTIONS, False) | {"sick_leave": True, "spans": spans})
    estimate = services.estimate(seeker=right.seeker, month=OCTOBER, totals=totals(0, 6), answers=answers)
    assert estimate is not None
    assert estimate.priced.result.payable_days == 20


def test_pricing_is_audited() -> None:
    payment = due()
    assert AuditEntry.objects.filter(action="payment.priced", target_id=str(payment.pk)).count() == 1


def test_a_version_that_was_replaced_is_not_priced() -> None:
    right = entitled()
    old = declared(right.seeker)
    declared(right.seeker, gross=100_000)
    assert services.price(version_id=old.pk, actor=None, now=NOW + timedelta(hours=1)) is None

"""A correction never passes in silence: replaced before the transfer, completed after, or looked at by the staff."""

from __future__ import annotations

import pytest

from benefits.payments import invariants, services
from benefits.payments.models import Movement, Payment, StaffTask
from portal.notifications.models import Message
from tests.benefits.payments.factories import NOW, OCTOBER, declared, due, entitled, ordered, priced, released

pytestmark = pytest.mark.django_db


def corrected(payment: Payment, **facts: int) -> Payment | None:
    return services.price(version_id=declared(payment.seeker, OCTOBER, **facts).pk, actor=None, now=NOW)


def test_before_the_transfer_the_payment_is_replaced_and_its_days_given_back() -> None:
    first = due()
    second = corrected(first, gross=210_000)
    first.refresh_from_db()
    assert second is not None
    assert (first.state, second.state, second.number, second.payable_days) == ("superseded", "due", 0, 4)
    assert second.entitlement.paid_days == 4


def test_a_right_that_was_exhausted_opens_again_with_its_days() -> None:
    right = entitled(nearly_over=True)
    payment = priced(right)
    second = corrected(payment, gross=230_000)
    right.refresh_from_db()
    assert second is not None
    assert right.state == ("open" if right.days_left else "exhausted")
    assert right.days_left == 5 - second.payable_days > 0
    assert right.exhausted_on is None


def test_after_the_transfer_more_is_a_complement() -> None:
    right = entitled()
    first = priced(right, gross=210_000)
    services.execute(run=released(), now=NOW)
    more = corrected(first)
    right.refresh_from_db()
    assert more is not None
    assert (more.number, more.corrects_id) == (1, first.pk)
    assert more.amount_cents == more.net_cents - first.net_cents
    assert right.paid_days == 30

    services.execute(run=released(), now=NOW)
    gross = {m.payment_id: m.amount_cents for m in Movement.objects.filter(entry=1)}
    assert gross == {first.pk: 22_800, more.pk: 171_000 - 22_800}
    assert invariants.broken() == {}


def test_a_complement_not_sent_yet_is_replaced_in_its_turn() -> None:
    first = priced(entitled(), gross=210_000)
    services.execute(run=released(), now=NOW)
    complement = corrected(first)
    smaller = corrected(first, gross=100_000)
    assert complement is not None
    assert smaller is not None
    complement.refresh_from_db()
    assert (complement.state, smaller.number, smaller.state) == ("superseded", 1, "due")
    assert smaller.entitlement.paid_days == smaller.payable_days


def test_after_the_transfer_less_is_a_staff_task_and_a_message() -> None:
    payment = ordered()
    assert corrected(payment, gross=210_000) is None
    task = StaffTask.objects.get()
    assert (task.kind, task.payment_id) == ("too_much_paid", payment.pk)
    assert task.amount_cents > 0
    assert Message.objects.filter(user=payment.person, kind="payments.too_much_paid", channel="inbox").count() == 1
    payment.refresh_from_db()
    assert payment.state == "ordered"
    assert payment.entitlement.paid_days == 30


def test_too_much_twice_is_one_task() -> None:
    payment = ordered()
    corrected(payment, gross=210_000)
    corrected(payment, gross=220_000)
    assert StaffTask.objects.open().count() == 1


def test_a_correction_that_changes_nothing_pays_nothing() -> None:
    payment = ordered()
    assert corrected(payment) is None
    assert Payment.objects.count() == 1
    assert not StaffTask.objects.exists()


def test_a_correction_drops_the_search_for_an_account() -> None:
    payment = due(account=False)
    services.prepare_run(actor=None, now=NOW, through=OCTOBER)
    assert StaffTask.objects.open().count() == 1
    replaced = corrected(payment, gross=100_000)
    assert replaced is not None
    assert replaced.state == "due"
    assert not StaffTask.objects.open().exists()

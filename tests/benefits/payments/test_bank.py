"""What the bank answers, for each code and each state: booked once, followed up, said in plain words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benefits.payments import invariants, services
from benefits.payments.models import BankFile, BankReturn, Payment, StaffTask
from benefits.payments.models.reasons import NEXT_STEPS, NextStep, next_step
from benefits.payments.services.execution import content_of
from portal.notifications.models import Message
from seekers.profiles.models import BankAccount
from tests.benefits.payments.factories import LATER, due, ordered, released
from tests.seekers.profiles.factories import BankAccountFactory

pytestmark = pytest.mark.django_db

AFTER = {
    NextStep.NEW_ACCOUNT: ("returned", "account_refused"),
    NextStep.EXPLAIN: ("returned", "blocked"),
    NextStep.CHECK: ("returned", "duplicate"),
    NextStep.SEND_AGAIN: ("due", "file_error"),
    NextStep.STOP: ("stopped", "deceased"),
}


def returned(payment: Payment, code: str) -> BankReturn:
    answer = services.bank_returned(end_to_end_id=payment.end_to_end_id, code=code, actor=None, now=LATER)
    payment.refresh_from_db()
    return answer


def paid() -> Payment:
    payment = ordered()
    services.bank_accepted(file=BankFile.objects.get(), actor=None, now=LATER)
    payment.refresh_from_db()
    assert payment.state == "paid"
    return payment


@pytest.mark.parametrize("made", [ordered, paid])
@pytest.mark.parametrize("code", [*NEXT_STEPS, "ZZ99"])
def test_a_return_is_booked_once_and_followed_up(made, code: str) -> None:
    payment = made()
    identifier = payment.end_to_end_id
    first = returned(payment, code)
    again = services.bank_returned(end_to_end_id=identifier, code=code, actor=None, now=LATER)
    assert again == first
    assert payment.movements.filter(entry=6).count() == 1
    assert services.balance(seeker=payment.seeker) == payment.amount_cents
    state, task = AFTER[next_step(code)]
    assert payment.state == state
    assert list(StaffTask.objects.values_list("kind", "code")) == [(task, code)]
    assert invariants.broken() == {}


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("AC04", {"profiles.bank_account_refused"}),
        ("AC06", {"payments.returned"}),
        ("AM05", {"payments.returned"}),
        ("FF01", set()),
        ("MD07", set()),
    ],
)
def test_the_person_is_told_in_plain_words_and_never_after_a_death(code: str, kinds: set[str]) -> None:
    payment = ordered()
    returned(payment, code)
    assert set(Message.objects.filter(user=payment.person).values_list("kind", flat=True)) == kinds


def test_the_refused_account_is_marked_and_never_paid_again() -> None:
    payment = ordered()
    returned(payment, "AC04")
    assert BankAccount.objects.get().refused_code == "AC04"
    assert services.account_changed(seeker_id=payment.seeker_id, actor=None, now=LATER) == 0


def test_after_a_new_account_it_is_sent_again_under_a_new_name() -> None:
    payment = ordered()
    before = payment.end_to_end_id
    returned(payment, "AC04")
    BankAccount.objects.update(ended_at=LATER)
    BankAccountFactory(seeker=payment.seeker, iban="FR1420041010050500013M02606")
    assert services.account_changed(seeker_id=payment.seeker_id, actor=None, now=LATER) == 1
    services.execute(run=released(now=LATER), now=LATER)
    payment.refresh_from_db()
    assert (payment.state, payment.attempt) == ("ordered", 2)
    assert payment.end_to_end_id != before
    assert services.balance(seeker=payment.seeker) == 0
    assert payment.movements.filter(entry=5).count() == 2
    assert payment.movements.filter(entry=1).count() == 1
    assert invariants.broken() == {}


def test_an_account_given_before_the_return_was_known_is_used() -> None:
    payment = ordered()
    BankAccount.objects.update(ended_at=LATER)
    BankAccountFactory(seeker=payment.seeker, iban="FR1420041010050500013M02606")
    returned(payment, "AC04")
    assert (payment.state, payment.attempt) == ("due", 2)


@pytest.mark.parametrize("code", ["AC06", "AM05"])
def test_a_new_account_does_not_settle_what_the_staff_must_look_at(code: str) -> None:
    payment = ordered()
    returned(payment, code)
    assert services.account_changed(seeker_id=payment.seeker_id, actor=None, now=LATER) == 0
    services.send_again(payment=payment, reason="compte débloqué", actor=None, now=LATER)
    payment.refresh_from_db()
    assert (payment.state, payment.attempt) == ("due", 2)


@pytest.mark.parametrize("unknown", ["RB-0-1", "RB-99999999-1", "SCT-1", "RB-1-1; DROP", "RB-١-1", ""])
def test_what_we_never_sent_is_refused(unknown: str) -> None:
    with pytest.raises(services.UnknownTransfer):
        services.bank_returned(end_to_end_id=unknown, code="AC04", actor=None, now=LATER)


def test_what_was_not_sent_yet_cannot_come_back() -> None:
    payment = due()
    with pytest.raises(services.UnknownTransfer):
        returned(payment, "AC04")


def test_a_returned_file_keeps_its_bytes() -> None:
    payment = ordered()
    file = BankFile.objects.get()
    before = content_of(file)
    returned(payment, "AC06")
    assert content_of(file) == before


def test_a_file_refused_whole_goes_again_with_a_new_name_and_the_same_transfers(bank_folder: Path) -> None:
    payment = ordered()
    file = services.bank_rejected(file=BankFile.objects.get(), code="FF01", actor=None, now=LATER)
    first = str(file.message_id)
    file = services.send_file_again(file=file, reason="en-tête corrigé", actor=None, now=LATER)
    assert (file.state, file.edition) == ("written", 2)
    assert file.message_id != first
    texts = [(bank_folder / "test" / f"{name}.xml").read_text() for name in (first, file.message_id)]
    assert all(f"<EndToEndId>{payment.end_to_end_id}</EndToEndId>" in each for each in texts)
    assert payment.movements.filter(entry=5).count() == 1
    assert invariants.broken() == {}


def test_every_code_of_the_published_list_is_known() -> None:
    published = Path(__file__).parents[4] / "shared" / "data" / "paiements" / "codes_motif_retour_sepa.csv"
    if not published.exists():
        pytest.skip("the collected data are not here")
    with published.open(encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert codes <= set(NEXT_STEPS)

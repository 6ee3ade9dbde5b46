"""The books cannot be unbalanced, changed or emptied; and each invariant sees the sabotage that it watches for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from benefits.payments import invariants, services
from benefits.payments.models import Account, Movement
from benefits.payments.services import books
from tests.benefits.payments.factories import NOW, due, ordered

pytestmark = pytest.mark.django_db


def sql(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_a_transfer_moves_the_gross_to_the_person_and_from_the_person_what_is_due_elsewhere() -> None:
    payment = ordered()
    assert {m.entry: (m.debit, m.credit, m.amount_cents) for m in payment.movements.all()} == {
        1: (Account.ALLOWANCES, Account.PERSON, payment.gross_cents),
        2: (Account.PERSON, Account.PENSION, payment.crc_cents),
        5: (Account.PERSON, Account.BANK, payment.net_cents),
    }
    assert services.balance(seeker=payment.seeker) == 0
    totals = books.totals()
    assert sum(totals.values()) == 0
    assert totals[Account.BANK] == payment.net_cents


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE payments_movement SET amount_cents = amount_cents + 1",
        "DELETE FROM payments_movement",
        "TRUNCATE payments_movement",
    ],
)
def test_the_ledger_is_append_only(tampering: str) -> None:
    ordered()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(tampering)
    assert Movement.objects.exists()


def test_a_movement_is_never_posted_twice() -> None:
    movement = ordered().movements.first()
    assert movement is not None
    with pytest.raises(IntegrityError):
        Movement.objects.create(
            payment_id=movement.payment_id,
            attempt=1,
            entry=movement.entry,
            debit=1,
            credit=2,
            amount_cents=1,
            posted_at=NOW,
        )


@pytest.mark.parametrize("wrong", [{"amount_cents": 0}, {"amount_cents": -5}, {"debit": 2, "credit": 2}])
def test_a_movement_is_positive_and_between_two_accounts(wrong: dict[str, int]) -> None:
    movement = {"entry": 6, "attempt": 1, "debit": 6, "credit": 2, "amount_cents": 5, **wrong}
    with pytest.raises(IntegrityError):
        Movement.objects.create(payment=due(), posted_at=NOW, **movement)


def without(*ddl: str) -> None:
    for statement in ddl:
        sql(statement)


UNGUARDED = (
    "ALTER TABLE payments_movement DISABLE TRIGGER USER",
    "ALTER TABLE payments_payment DISABLE TRIGGER USER",
    "DROP INDEX one_live_payment_per_month",
)

SABOTAGE: dict[str, str] = {
    "one_live_payment": """
        INSERT INTO payments_payment
        SELECT (jsonb_populate_record(p, jsonb_build_object('id', p.id + 1000))).* FROM payments_payment p
    """,
    "movements_take_their_path": "UPDATE payments_movement SET debit = 3 WHERE entry = 1",
    "movements_have_their_payment": "UPDATE payments_movement SET payment_id = 0 WHERE entry = 1",
    "books_say_what_payments_say": "UPDATE payments_movement SET amount_cents = amount_cents + 1 WHERE entry = 5",
    "month_is_posted_whole_or_not_at_all": "DELETE FROM payments_movement WHERE entry = 2",
    "person_is_owed_only_what_came_back": "UPDATE payments_movement SET amount_cents = amount_cents - 1 WHERE entry = 1",
    "files_hold_their_payments": "UPDATE payments_payment SET file_id = NULL, state = 'returned'",
    "no_transfer_in_two_files": """
        INSERT INTO payments_bankreturn (payment_id, attempt, file_id, code, payee_name, payee_iban, at)
        SELECT id, attempt, file_id, 'AC04', 'X', 'X', now() FROM payments_payment
    """,
    "done_runs_forgot_nobody": """
        UPDATE payments_payment SET state = 'due', file_id = NULL, payee_name = '', payee_iban = '', ordered_at = NULL
    """,
    "payments_have_their_people": "UPDATE payments_payment SET version_id = 0",
    "held_and_returned_have_their_task": "UPDATE payments_payment SET state = 'returned', file_id = NULL",
}


def test_every_invariant_has_its_sabotage() -> None:
    assert set(SABOTAGE) == set(invariants.INVARIANTS)


@pytest.mark.parametrize("name", invariants.INVARIANTS)
def test_an_invariant_sees_its_sabotage(name: str) -> None:
    ordered()
    assert invariants.broken() == {}
    without(*UNGUARDED)
    sql(SABOTAGE[name])
    assert name in invariants.broken()


def test_the_command_goes_red(capsys: pytest.CaptureFixture[str]) -> None:
    ordered()
    call_command("check_ledger")
    assert "invariants hold" in capsys.readouterr().out
    without(*UNGUARDED)
    sql(SABOTAGE["books_say_what_payments_say"])
    with pytest.raises(SystemExit) as stopped:
        call_command("check_ledger")
    assert stopped.value.code == 1
    assert "books_say_what_payments_say" in capsys.readouterr().err


def test_no_payment_can_hold_a_wrong_net() -> None:
    """The constraint itself, without the trigger that freezes the figures."""
    payment = due()
    without("ALTER TABLE payments_payment DISABLE TRIGGER USER")
    wrong: list[Callable[[], None]] = [
        lambda: sql("UPDATE payments_payment SET net_cents = net_cents + 1, amount_cents = amount_cents + 1"),
        lambda: sql("UPDATE payments_payment SET amount_cents = 0"),
        lambda: sql("UPDATE payments_payment SET state = 'ordered' WHERE id = %s", payment.pk),
        lambda: sql("UPDATE payments_payment SET state = 'held'"),
    ]
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            each()

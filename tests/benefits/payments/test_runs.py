"""A run is prepared by the clock, answered for by two people, and pays each person once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from benefits.payments import invariants, services, tasks
from benefits.payments.models import BankFile, Payment, PaymentRun, StaffTask
from benefits.payments.permissions import NotAnswerable
from benefits.payments.services.execution import FileChanged, content_of, write
from portal import clock
from portal.accounts.roles import Role
from portal.audit.models import Entry as AuditEntry
from portal.months import Month
from portal.notifications.models import Message
from portal.states import IllegalTransition
from tests.benefits.payments.factories import NOW, OCTOBER, declared, due, entitled, ordered, priced, released
from tests.portal.accounts.factories import UserFactory
from tests.seekers.profiles.factories import BankAccountFactory

pytestmark = pytest.mark.django_db


def prepared() -> PaymentRun:
    run = services.prepare_run(actor=None, now=NOW, through=OCTOBER)
    assert run is not None
    return run


def test_control_figures_are_those_of_what_is_due() -> None:
    payments = [due(), due(), due(ass=True, csg_rate=0)]
    run = prepared()
    assert (run.count, run.sum_cents) == (3, sum(each.amount_cents for each in payments))
    assert run.by_scheme["2"] == {"count": 1, "sum_cents": payments[2].amount_cents}
    assert AuditEntry.objects.filter(action="payments.run_prepared").count() == 1


def test_nothing_due_makes_no_run_and_one_run_is_open_at_a_time() -> None:
    assert services.prepare_run(actor=None, now=NOW, through=OCTOBER) is None
    due()
    run = prepared()
    assert services.prepare_run(actor=None, now=NOW, through=OCTOBER) is None
    services.cancel_run(run=run, actor=UserFactory(roles=(Role.OPERATOR,)), reason="again", now=NOW)
    assert services.prepare_run(actor=None, now=NOW, through=OCTOBER) is not None


def test_the_one_who_checks_cannot_release() -> None:
    due()
    person = UserFactory(roles=(Role.OPERATOR,))
    run = services.check_run(run=prepared(), actor=person, now=NOW)
    with pytest.raises(services.FourEyes):
        services.release_run(run=run, actor=person, now=NOW)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        PaymentRun.objects.update(state="released", released_by=person, released_at=NOW)
    assert services.release_run(run=run, actor=UserFactory(roles=(Role.DIRECTOR,)), now=NOW).state == "released"


def test_a_run_that_nobody_checked_is_not_released() -> None:
    due()
    run = prepared()
    with pytest.raises(IllegalTransition), transaction.atomic():
        services.release_run(run=run, actor=UserFactory(roles=(Role.OPERATOR,)), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRun.objects.update(state="released")


@pytest.mark.parametrize("role", [Role.SEEKER, Role.ADVISOR, None])
def test_only_answerable_people_check_release_or_cancel(role: Role | None) -> None:
    due()
    actor = UserFactory(roles=(role,)) if role else None
    run = prepared()
    with pytest.raises(NotAnswerable):
        services.check_run(run=run, actor=actor, now=NOW)
    services.check_run(run=run, actor=UserFactory(roles=(Role.OPERATOR,)), now=NOW)
    with pytest.raises(NotAnswerable):
        services.release_run(run=run, actor=actor, now=NOW)
    with pytest.raises(NotAnswerable):
        services.cancel_run(run=run, actor=actor, reason="non", now=NOW)


def test_a_run_that_is_not_released_pays_nobody() -> None:
    due()
    run = services.execute(run=prepared(), now=NOW)
    assert run.state == "prepared"
    assert Payment.objects.get().state == "due"


def test_files_are_cut_sealed_and_written(settings, bank_folder) -> None:
    settings.SEPA_LINES_PER_FILE = 2
    payments = [due() for _ in range(5)]
    run = services.execute(run=released(), now=NOW)
    files = list(run.files.all())
    assert run.state == "done"
    assert [(each.count, each.state) for each in files] == [(2, "written"), (2, "written"), (1, "written")]
    assert sum(each.sum_cents or 0 for each in files) == run.sum_cents == sum(each.amount_cents for each in payments)
    for file in files:
        content = (bank_folder / "test" / f"{file.message_id}.xml").read_bytes()
        assert content == content_of(file)
        assert content.count(b"<CdtTrfTxInf>") == file.count
    assert services.progress(run).share == 100
    assert invariants.broken() == {}


def test_what_slipped_in_after_the_check_waits_for_the_next_run() -> None:
    first = due()
    run = released()
    late = services.price(version_id=declared(entitled().seeker).pk, actor=None, now=clock.at(date(2026, 11, 3), 11))
    services.execute(run=run, now=clock.at(date(2026, 11, 3), 12))
    first.refresh_from_db()
    assert late is not None
    late.refresh_from_db()
    assert (first.state, late.state) == ("ordered", "due")


def test_what_was_corrected_after_the_check_is_left_out() -> None:
    first = due()
    run = released()
    again = clock.at(date(2026, 11, 3), 11)
    services.price(version_id=declared(first.seeker, gross=100_000).pk, actor=None, now=again)
    run = services.execute(run=run, now=again)
    assert run.state == "done"
    assert BankFile.objects.get().state == "empty"
    assert set(Payment.objects.values_list("state", flat=True)) == {"superseded", "due"}
    assert invariants.broken() == {}


def test_a_sealed_file_whose_rows_changed_is_not_written() -> None:
    due()
    services.execute(run=released(), now=NOW)
    BankFile.objects.update(state="sealed")
    with pytest.raises(FileChanged):
        write(file=BankFile.objects.get(), content=b"something else", now=NOW)


def test_without_an_account_the_payment_is_held_told_and_given_to_the_staff() -> None:
    payment = due(account=False)
    due()
    run = prepared()
    payment.refresh_from_db()
    assert (payment.state, payment.hold_reason, run.count, run.held_count) == ("held", "no_account", 1, 1)
    assert StaffTask.objects.get().kind == "no_account"
    assert Message.objects.filter(user=payment.person, kind="payments.needs_account", channel="inbox").count() == 1


def test_a_new_account_makes_it_due_again() -> None:
    payment = due(account=False)
    services.prepare_run(actor=None, now=NOW, through=OCTOBER)
    assert services.account_changed(seeker_id=payment.seeker_id, actor=None, now=NOW) == 0
    BankAccountFactory(seeker=payment.seeker)
    assert services.account_changed(seeker_id=payment.seeker_id, actor=None, now=NOW) == 1
    payment.refresh_from_db()
    assert (payment.state, payment.hold_reason, payment.attempt) == ("due", "", 1)
    assert not StaffTask.objects.open().exists()


def test_the_sweeper_finds_who_gave_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    payment, other = due(account=False), due(account=False)
    services.prepare_run(actor=None, now=NOW, through=OCTOBER)
    BankAccountFactory(seeker=payment.seeker)
    monkeypatch.setattr(clock, "now", lambda: clock.at(date(2026, 11, 4), 6))
    tasks.prepare_run()
    payment.refresh_from_db()
    other.refresh_from_db()
    assert (payment.state, other.state) == ("due", "held")
    assert PaymentRun.objects.get().count == 1


@pytest.mark.parametrize(
    ("today", "through"),
    [
        (date(2026, 11, 30), Month(2026, 10)),
        (date(2026, 12, 1), Month(2026, 11)),
        (date(2027, 1, 3), Month(2026, 11)),
        (date(2027, 1, 4), Month(2026, 12)),
    ],
)
def test_a_month_is_paid_from_its_first_transfer_day(today: date, through: Month) -> None:
    assert services.runs.payable_through(clock.at(today, 6)) == through


@pytest.mark.parametrize(
    ("today", "next_day"),
    [
        (date(2026, 12, 1), date(2026, 12, 2)),
        (date(2026, 12, 4), date(2026, 12, 7)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 4, 2), date(2026, 4, 7)),
    ],
)
def test_transfers_leave_on_a_day_of_the_banks(today: date, next_day: date) -> None:
    assert services.runs.next_banking_day(today) == next_day


def test_the_clock_prepares_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    due()
    monkeypatch.setattr(clock, "now", lambda: clock.at(date(2026, 11, 3), 10))
    tasks.prepare_run()
    tasks.prepare_run()
    run = PaymentRun.objects.get()
    services.cancel_run(run=run, actor=UserFactory(roles=(Role.OPERATOR,)), reason="tomorrow", now=NOW)
    tasks.prepare_run()
    assert PaymentRun.objects.count() == 1
    monkeypatch.setattr(clock, "now", lambda: clock.at(date(2026, 11, 4), 6))
    tasks.prepare_run()
    assert PaymentRun.objects.count() == 2


def test_people_are_told_once_without_the_amount() -> None:
    payment = ordered()
    tasks.continue_runs()
    tasks.tell_people(payment.file_id)
    messages = Message.objects.filter(user=payment.person, kind="payments.on_its_way")
    assert messages.filter(channel="inbox").count() == 1
    file = BankFile.objects.get()
    assert file.told_at is not None
    assert services.tell(file=file, now=NOW) == 0
    digits = f"{payment.amount_cents // 100}"
    assert all(digits not in each.body and digits not in each.short for each in messages)


def test_the_command_is_dry_until_told(capsys: pytest.CaptureFixture[str]) -> None:
    due()
    checker, releaser = UserFactory(roles=(Role.OPERATOR,)), UserFactory(roles=(Role.DIRECTOR,))
    call_command("run_payments", "--month", "2026-10")
    assert "1 payments" in capsys.readouterr().out
    assert not PaymentRun.objects.exists()
    with pytest.raises(CommandError, match="whose act"):
        call_command("run_payments", "--month", "2026-10", "--prepare")
    call_command("run_payments", "--month", "2026-10", "--prepare", "--as", checker.identifier)
    call_command("run_payments", "--check", "--as", checker.identifier)
    with pytest.raises(CommandError, match="autre personne"):
        call_command("run_payments", "--release", "--as", checker.identifier)
    call_command("run_payments", "--release", "--as", releaser.identifier)
    call_command("run_payments", "--execute", "--as", releaser.identifier)
    assert PaymentRun.objects.get().state == "done"
    assert Payment.objects.get().state == "ordered"


def test_zero_is_never_sent() -> None:
    payment = priced(entitled(), gross=900_000)
    assert services.prepare_run(actor=None, now=NOW, through=OCTOBER) is None
    payment.refresh_from_db()
    assert payment.state == "zero"

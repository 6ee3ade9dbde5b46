"""kill -9 a real process in the middle of a payment run, at every window and at random: each person is paid once.

Seeds are fixed and printed, so that a failure can be played again.
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.db import connection, transaction

from benefits.entitlements import town as rights
from benefits.payments import invariants, services
from benefits.payments.models import BankFile, Movement, Payment, PaymentRun, PricingSlice
from benefits.payments.services import books
from portal import clock
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.months import Month
from portal.notifications.models import Message
from seekers.declarations import town as declarations
from seekers.declarations.models import Declaration
from seekers.profiles import town as people
from tests.faults.payment_worker import POINTS
from tests.portal.accounts.factories import UserFactory
from tests.threads import at_once

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

MONTH = Month(2026, 10)
NOW = clock.at(date(2026, 11, 3), 10)
PEOPLE, LINES = 240, 30
PRICE = (
    "import django; django.setup()\n"
    "from benefits.payments import services\nfrom portal import clock\nfrom portal.months import Month\n"
    "from benefits.payments.services import sweep\nsweep.SLICE = 20\n"
    "print('ready', flush=True); input()\n"
    "services.price_missing(now=clock.now(), month=Month(2026, 10))"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sepa"


@pytest.fixture
def start(start: Callable[..., subprocess.Popen], folder: Path) -> Callable[..., subprocess.Popen]:
    """A real process that writes small files into ``folder``."""
    return partial(start, SEPA_FOLDER=str(folder), SEPA_LINES_PER_FILE=str(LINES))


@pytest.fixture
def filed() -> None:
    """A month filed by everyone, nothing priced."""
    with transaction.atomic(), connection.cursor() as cursor:
        people.load(cursor, 1, PEOPLE)
        rights.load(cursor, 1, PEOPLE)
        declarations.declare(cursor, 1, PEOPLE, MONTH)


@pytest.fixture
def run(filed: None, settings) -> PaymentRun:
    settings.SEPA_LINES_PER_FILE = LINES
    services.price_missing(now=NOW, month=MONTH)
    run = services.prepare_run(actor=None, now=NOW, through=MONTH)
    assert run is not None
    run = services.check_run(run=run, actor=UserFactory(roles=(Role.OPERATOR,)), now=NOW)
    return services.release_run(run=run, actor=UserFactory(roles=(Role.DIRECTOR,)), now=NOW)


def worker(*command: str, die: str = "") -> tuple[str, ...]:
    return "-m", "tests.faults.payment_worker", *(("--die", die) if die else ()), *command


def execution(die: str = "") -> tuple[str, ...]:
    director = User.objects.get(grants__role=Role.DIRECTOR).identifier
    return worker("run_payments", "--execute", "--as", director, die=die)


def everyone_is_paid_once(run: PaymentRun, folder: Path) -> None:
    run.refresh_from_db()
    assert run.state == "done"
    assert not Payment.objects.filter(state="due").exists()
    sent = Payment.objects.sent()
    assert sent.count() == run.count == sent.values("seeker").distinct().count()
    assert sum(sent.values_list("amount_cents", flat=True)) == run.sum_cents
    assert books.totals()[books.Account.BANK] == run.sum_cents
    files = {path.name: path.read_bytes() for path in (folder / "test").glob("*.xml")}
    sealed = BankFile.objects.filter(run=run)
    assert set(files) == {f"{file.message_id}.xml" for file in sealed}
    for file in sealed:
        assert hashlib.sha256(files[f"{file.message_id}.xml"]).hexdigest() == file.sha256
    transfers = b"".join(files.values())
    assert transfers.count(b"<EndToEndId>") == run.count
    assert all(transfers.count(f">{payment.end_to_end_id}<".encode()) == 1 for payment in sent)
    assert invariants.broken() == {}


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_window_the_run_goes_on_from_there(point: str, run: PaymentRun, start, folder: Path) -> None:
    killed = start(*execution(die=point))
    killed.communicate(timeout=60)
    assert killed.returncode == -9
    assert BankFile.objects.filter(state="waiting").exists()
    again = start(*execution())
    output, errors = again.communicate(timeout=60)
    assert again.returncode == 0, output + errors
    everyone_is_paid_once(run, folder)


def test_a_celery_worker_is_killed_and_the_schedule_carries_on(run: PaymentRun, start, folder: Path) -> None:
    celery = ("worker", "--pool", "solo", "--queues", "payments", "--loglevel", "ERROR")
    ring = "import django; django.setup(); from benefits.payments import tasks; tasks.{}.apply_async({})"
    killed = start(*worker(*celery, die="after_post"))
    start("-c", ring.format("execute_run", f"({run.pk},)")).communicate(timeout=60)
    killed.communicate(timeout=60)
    assert killed.returncode == -9
    assert not Movement.objects.exists()
    start(*worker(*celery))
    start("-c", ring.format("continue_runs", "()")).communicate(timeout=60)
    deadline = time.monotonic() + 60
    while BankFile.objects.filter(told_at=None).exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    everyone_is_paid_once(run, folder)
    assert Message.objects.filter(kind="payments.on_its_way", channel="inbox").count() == run.count


def test_killed_at_random_moments_nobody_is_forgotten_nor_paid_twice(run: PaymentRun, start, folder: Path) -> None:
    chance = random.Random(20261103)
    print("seed 20261103")
    deaths = 0
    for _ in range(6):
        process = start(*execution())
        _wait_for_work(process)
        time.sleep(chance.uniform(0, 0.25))
        process.kill()
        process.communicate()
        deaths += process.returncode == -9
        assert "books_say_what_payments_say" not in invariants.broken()
    last = start(*execution())
    last.communicate(timeout=60)
    assert deaths >= 2
    everyone_is_paid_once(run, folder)


def _wait_for_work(process: subprocess.Popen) -> None:
    """Until the process has begun to seal, or has nothing left to do."""
    before = BankFile.objects.exclude(state="waiting").count()
    deadline = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < deadline:
        if BankFile.objects.exclude(state="waiting").count() > before:
            return
        time.sleep(0.01)


def test_four_executors_at_once_pay_once(run: PaymentRun, start, folder: Path) -> None:
    together = [start(*execution()) for _ in range(4)]
    for process in together:
        process.communicate(timeout=90)
    services.execute(run=run, now=NOW)  # the last to finish may have left the end to another
    everyone_is_paid_once(run, folder)


def test_killed_while_pricing_each_month_is_priced_once(filed: None, start) -> None:
    chance = random.Random(815)
    print("seed 815")
    for _ in range(4):
        process = start("-c", PRICE)
        assert process.stdout is not None
        process.stdout.readline()
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        time.sleep(chance.uniform(0, 0.12))
        process.kill()
        process.communicate()
        assert invariants.broken() == {}
    services.price_missing(now=NOW, month=MONTH)
    assert Payment.objects.count() == PEOPLE
    assert not PricingSlice.objects.exists()
    assert invariants.broken() == {}


def test_three_pricers_at_once_price_once(filed: None, start) -> None:
    together = [start("-c", PRICE) for _ in range(3)]
    for process in together:
        assert process.stdout is not None
        process.stdout.readline()
    for process in together:
        assert process.communicate("go\n", timeout=60)
        assert process.returncode == 0
    assert Payment.objects.count() == PEOPLE
    assert invariants.broken() == {}


def test_the_same_declaration_priced_by_eight_at_once_is_one_payment(filed: None) -> None:
    version_id = Declaration.objects.values_list("current_id", flat=True).first()
    made = at_once(*[lambda: services.price(version_id=version_id, actor=None, now=NOW)] * 8)
    assert made == [Payment.objects.get()] * 8


def test_the_control_without_its_guards_is_seen(run: PaymentRun, start, folder: Path) -> None:
    """What these tests would say of a run that paid twice: the proof that they can fail."""
    start(*execution()).communicate(timeout=60)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE payments_movement DROP CONSTRAINT payments_movement_pkey")
        cursor.execute("INSERT INTO payments_movement SELECT * FROM payments_movement WHERE entry = 5")
    assert Movement.objects.filter(entry=5).count() == 2 * run.count
    assert "books_say_what_payments_say" in invariants.broken()
    with pytest.raises(AssertionError):
        everyone_is_paid_once(run, folder)

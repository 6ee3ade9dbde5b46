"""Moving the demonstration through time: forward only, hour by hour, by one process at a time, and again after a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client

from portal import clock, schedule
from portal.audit.models import Entry
from portal.celery import app
from portal.demo import services, town
from portal.demo.models import DemoClock
from portal.demo.services import AlreadyTravelling, NotADemonstration, WrongWay

NOON = clock.at(date(2026, 12, 3), 12)
HOUR = timedelta(hours=1)
PATIENCE = 60  # seconds for a command to come into the second day of its journey


@pytest.fixture(autouse=True)
def real_time_afterwards():
    yield
    clock.set_shift(timedelta(0))


@pytest.fixture
def noon(db):
    services.set_clock(to=NOON)
    return NOON


@pytest.fixture
def elsewhere(noon):
    """Another process of the same database."""
    other = connection.copy()
    with other.cursor() as cursor:
        yield cursor
    other.close()


@pytest.fixture
def diary(monkeypatch):
    """Two jobs instead of the schedule, and one habit: each writes when it ran."""
    written: list[tuple[str, datetime]] = []

    def job(name: str) -> schedule.Job:
        def write() -> None:
            written.append((name, clock.now()))

        app.task(name=f"tests.{name}")(write)
        return schedule.Job(f"tests.{name}", schedule.HOUR, "tells when it ran")

    town.hours_of_habit()  # every room has said its habits, before they are put aside
    monkeypatch.setattr(services, "JOBS", (job("first"), job("second")))
    monkeypatch.setattr(town, "_habits", [(14, 50, lambda today: written.append(("habit", clock.now())))])
    yield written
    for name in ("tests.first", "tests.second"):
        app.tasks.pop(name)


def hour_of(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)


def test_each_job_plays_each_hour_in_the_order_of_the_schedule_after_the_habits(noon, diary):
    services.set_out(to=noon + 3 * HOUR, actor=None)
    assert services.travel() == 3
    told = [(name, (hour_of(at) - noon) // HOUR) for name, at in diary]
    assert told == [
        ("first", 1), ("second", 1), ("habit", 2), ("first", 2), ("second", 2), ("first", 3), ("second", 3),
    ]  # fmt: skip


def test_no_hour_comes_before_its_time(noon, diary):
    """A step of ten o'clock looks whether it is ten: a tenth of a second too early would make it an hour late."""
    services.set_out(to=noon + 9 * HOUR, actor=None)
    hours = []
    services.travel(told=hours.append)
    first = [at for name, at in diary if name == "first"]
    assert all(hour <= at < hour + HOUR for hour, at in zip(hours, first, strict=True))


def test_the_town_arrives_and_stands_still(noon, diary):
    services.set_out(to=noon + HOUR / 2, actor=None)
    services.travel()
    assert timedelta(0) <= clock.now() - (noon + HOUR / 2) < timedelta(minutes=1)
    assert not DemoClock.objects.exclude(going_to=None).exists()
    assert services.travel() == 0


def test_an_hour_in_which_nothing_is_due_writes_hardly_any_sql(noon, monkeypatch):
    """Played once more at the same instant each job finds nothing, and asks so with sentences that were written the first time."""
    written: list[SQLCompiler] = []
    write = SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda self, *args, **how: written.append(self) or write(self, *args, **how)
    )
    services.play_jobs()
    first = len(written)
    services.play_jobs()
    assert len(written) - first < len(schedule.JOBS) / 2 < first


def test_setting_out_is_audited(noon):
    services.set_out(to=noon + HOUR, actor=None)
    assert Entry.objects.filter(action="demo.set_out").exists()


@pytest.mark.parametrize("to", [NOON - HOUR, NOON - timedelta(days=40), NOON + timedelta(days=401)])
def test_backwards_and_years_at_once_are_refused(noon, to):
    with pytest.raises(WrongWay):
        services.set_out(to=to, actor=None)
    assert not DemoClock.objects.exclude(going_to=None).exists()


class TestOutsideDemonstration:
    @pytest.fixture(autouse=True)
    def for_real(self, settings, db):
        settings.DEMO = False

    def test_nobody_sets_out(self):
        with pytest.raises(NotADemonstration):
            services.set_out(to=datetime.now(UTC) + HOUR, actor=None)

    def test_the_clock_cannot_be_set(self):
        with pytest.raises(NotADemonstration):
            services.set_clock(to=NOON)
        assert clock.shift() == timedelta(0)

    def test_the_command_says_so(self):
        with pytest.raises(CommandError, match="démonstration"):
            call_command("advance", days=1)


def test_what_was_lived_before_a_kill_is_not_lived_again(noon, diary):
    def killed_at_the_third(hour: datetime) -> None:
        if hour == noon + 3 * HOUR:
            raise KeyboardInterrupt

    services.set_out(to=noon + 5 * HOUR, actor=None)
    with pytest.raises(KeyboardInterrupt):
        services.travel(told=killed_at_the_third)
    assert services.travel() == 3
    assert [(hour_of(at) - noon) // HOUR for name, at in diary if name == "first"] == [1, 2, 3, 4, 5]


def test_one_process_lives_the_journey(noon, diary, elsewhere):
    services.set_out(to=noon + HOUR, actor=None)
    elsewhere.execute("SELECT pg_advisory_lock(hashtext(%s))", [services.ON_THE_WAY])
    assert services.travel() == 0
    with pytest.raises(AlreadyTravelling):
        services.set_out(to=noon + 2 * HOUR, actor=None)
    elsewhere.execute("SELECT pg_advisory_unlock(hashtext(%s))", [services.ON_THE_WAY])
    assert services.travel() == 1


def test_whoever_looks_at_an_abandoned_journey_makes_it_go_on(noon, diary, django_capture_on_commit_callbacks):
    services.set_out(to=noon + 2 * HOUR, actor=None)
    with django_capture_on_commit_callbacks(execute=True):
        page = Client().get("/demo/voyage/")
    assert page.status_code == 200
    assert len(diary) == 5
    assert Client().get("/demo/voyage/")["HX-Refresh"] == "true"


@pytest.mark.fault
@pytest.mark.django_db(transaction=True)
def test_a_killed_command_leaves_a_clock_that_another_can_move(real_processes):
    services.set_clock(to=NOON)
    command = [sys.executable, "manage.py", "advance", "--to"]
    killed = subprocess.Popen([*command, "2026-12-20"], env=real_processes, stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    try:
        while shown() < NOON + timedelta(days=1) and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    stopped = shown()
    assert NOON + timedelta(days=1) <= stopped < clock.at(date(2026, 12, 20), 0)
    arrival = stopped + timedelta(days=2)
    done = subprocess.run(
        [*command, f"{arrival.astimezone(clock.PARIS):%Y-%m-%d}"],
        env=real_processes, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert f"{arrival.astimezone(clock.PARIS):%Y-%m-%d} 00:00" in done.stdout, done.stderr


def shown() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=DemoClock.objects.get().shift_seconds)

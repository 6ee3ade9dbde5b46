"""A reminder campaign, its workers killed in the middle, an HTTP operator whose log is the truth (F1, F3, F5, I8, I9)."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import redis
from celery import Celery

from portal import clock
from portal.demo.services import set_clock
from portal.notifications.models import Message, State
from seekers.reminders.models import Campaign
from seekers.reminders.models import State as CampaignState
from tests.seekers.reminders.factories import seeker
from tests.sms_operator import Operator

pytestmark = pytest.mark.fault

PEOPLE = 200
PATIENCE = 60  # seconds for a whole campaign to settle
DOORBELLS = (
    "seekers.reminders.tasks.start_due_steps",
    "seekers.reminders.tasks.continue_campaigns",
    "portal.notifications.tasks.send_due",
)


class House:
    """Workers of the test's own database, and the clock's doorbells rung by hand twice a second."""

    def __init__(self, env: dict[str, str], operator: Operator) -> None:
        broker = env["REDIS_URL"]  # this process's own
        self.redis = redis.Redis.from_url(broker)
        self.redis.flushdb()
        self.env = env | {
            "SMS_GATEWAY_URL": operator.url,
            "SMS_GATEWAY_TOKEN": "t",
            "PYTHONWARNINGS": "ignore",
        }
        url = broker.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
        self.bells = Celery("bells", broker=url)
        self.workers: list[subprocess.Popen] = []

    def worker(self, *options: str, pool: tuple[str, ...] = ("-P", "solo")) -> subprocess.Popen:
        celery = ["worker", *pool, "-Q", "default,sms,email", "-l", "error", "--without-gossip", "--without-mingle"]
        command = [sys.executable, "-m", "tests.faults.message_worker", *options, "--", *celery]
        started = subprocess.Popen(command, env=self.env, start_new_session=True, stdout=subprocess.DEVNULL)
        self.workers.append(started)
        return started

    def ring(self) -> None:
        for bell in DOORBELLS:
            with contextlib.suppress(Exception):
                self.bells.send_task(bell, queue="default")

    def ring_until(self, done, *, seconds: float = PATIENCE) -> None:
        until = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < until, f"not settled: {states()}"
            self.ring()
            time.sleep(0.5)

    def stop(self) -> None:
        for worker in self.workers:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        self.redis.flushdb()


def states() -> dict[str, int]:
    return dict(Counter(Message.objects.filter(channel="sms").values_list("state", flat=True)))


def settled() -> bool:
    campaign = Campaign.objects.filter(step="eve").first()
    waiting = Message.objects.filter(channel="sms", state__in=[State.CREATED, State.SENDING])
    return campaign is not None and campaign.state == CampaignState.DONE and not waiting.exists()


def each_person_once(operator: Operator) -> None:
    """I8 and I9: the log against the rows."""
    rang = operator.rang()
    rows = Message.objects.filter(kind="reminders.eve", channel="sms")
    assert Counter(rang).most_common(1)[0][1] == 1
    assert set(rang) == set(rows.values_list("address", flat=True))
    assert len(rang) == PEOPLE
    assert set(rows.values_list("state", flat=True)) == {State.SENT}


@pytest.fixture
def house(real_processes, request) -> Iterator[tuple[House, Operator]]:
    operator = Operator(*getattr(request, "param", ()))
    made = House(real_processes, operator)
    for _ in range(PEOPLE):
        seeker()
    set_clock(to=clock.at(date(2026, 12, 14), 11))  # a Monday: the reminder of the eve is due
    try:
        yield made, operator
    finally:
        made.stop()
        operator.stop()
        clock.set_shift(timedelta(0))


DEAF = pytest.mark.parametrize("house", [["--deaf"]], indirect=True, ids=["operator without idempotence"])


@DEAF
def test_killed_at_each_point_in_turn_nobody_is_lost_and_no_telephone_rings_twice(house):
    """The operator would ring again for a reference that it has seen: what spares the telephones is that it is asked first."""
    made, operator = house
    for point in ("in_campaign", "after_claim", "after_send", "before_commit"):
        victim = made.worker("--die", point)
        made.ring_until(lambda dying=victim: dying.poll() is not None)
        assert victim.returncode == -signal.SIGKILL
        assert not settled()
    made.worker()
    made.ring_until(settled)
    each_person_once(operator)
    assert operator.call("/log")["asked"] > 0


def test_workers_killed_at_random_moments(house):
    made, operator = house
    chance = random.Random(2026)
    for _kill in range(3):
        worker = made.worker("--slice", "20", pool=("-c", "2"))
        until = time.monotonic() + 2.5 + chance.random()
        while time.monotonic() < until:
            made.ring()
            time.sleep(0.2)
        os.killpg(worker.pid, signal.SIGKILL)
    made.worker(pool=("-c", "2"))
    made.ring_until(settled)
    each_person_once(operator)


@DEAF
def test_sabotage_without_asking_telephones_ring_twice(house):
    """The control of the test above: the same death, and a worker that does not ask."""
    made, operator = house
    victim = made.worker("--die", "after_send", "--never-ask")
    made.ring_until(lambda: victim.poll() is not None)
    made.worker("--never-ask")
    made.ring_until(settled)
    assert Counter(operator.rang()).most_common(1)[0][1] == 2


def test_an_empty_redis_delays_and_loses_nothing(house):
    made, operator = house
    made.worker("--slice", "20")
    for _wipe in range(5):
        made.ring()
        time.sleep(0.7)
        made.redis.flushdb()
    made.ring_until(settled)
    each_person_once(operator)


def test_an_operator_in_trouble_is_asked_and_nobody_is_forgotten(house):
    """Errors after which nobody knows, and answers that never come."""
    made, operator = house
    operator.call("/mode", {"fail": {"status": 500, "times": 30}, "lose": 15})
    made.worker()
    made.ring_until(settled)
    each_person_once(operator)

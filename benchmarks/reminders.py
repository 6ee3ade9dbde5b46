"""``python -m benchmarks reminders --people 200000``: from a cohort to messages handed over, against an operator that takes 50 ms.

One Celery worker does all: the campaign reads its cohort and writes rows, other processes of the same worker claim slices, call
the operator and write the results.  The plain way, measured on the same worker and a smaller crowd: one Celery task a message that
reads its row, calls the operator with a kept-alive connection, and writes the result.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from datetime import date
from typing import Any

from benchmarks import place
from tests.sms_operator import Operator

DELAY_MS = 50
CONCURRENCY = 4
PLAIN_SAMPLE = 2_000
CHUNK = 5_000
STEP = "eve"


def main(argv: list[str]) -> int:
    options = argparse.ArgumentParser(prog="benchmarks reminders")
    options.add_argument("--people", type=int, default=200_000)
    options.add_argument("--concurrency", type=int, default=CONCURRENCY, help="processes of the one Celery worker")
    chosen = options.parse_args(argv)
    with Operator(delay=DELAY_MS) as operator:
        os.environ |= {"SMS_GATEWAY_URL": operator.url, "SMS_GATEWAY_TOKEN": "bench"}
        os.environ["SMS_DAILY_LIMIT"] = str(10 * chosen.people)
        with place.fresh("reminders"):
            figures = _measure(chosen.people, chosen.concurrency, operator.process.pid)
    place.report("reminders", **figures)
    return 0


def _measure(people: int, concurrency: int, operator_pid: int) -> dict[str, Any]:
    from portal import clock
    from portal.demo.services import set_clock

    make_people(people)
    set_clock(to=clock.at(date(2026, 12, 14), 11))
    _empty_broker()
    worker = _worker(concurrency)
    try:
        processes = {"worker": worker.pid, "operator": operator_pid}
        before = _cpu(processes)
        seconds, written_after = _campaign(people)
        used = {name: (spent - before[name]) / seconds for name, spent in _cpu(processes).items()}
        rate = people / seconds
        print(
            f"campaign: {people} people in {seconds:.1f} s, {rate:.0f} messages/s; rows written after {written_after:.1f} s"
        )
        print("processors used: " + ", ".join(f"{name} {share:.2f}" for name, share in used.items()))
        peak = _peak_mb(worker.pid)
        plain = _plain_way(min(PLAIN_SAMPLE, people))
        print(f"plain way: {plain:.0f} messages/s (one task a message, {concurrency} processes)")
    finally:
        worker.terminate()
        worker.wait()
    return {"messages_per_s": round(rate), "ratio": round(rate / plain, 1), "peak_mb": peak}


def make_people(count: int) -> None:
    """Accounts, files and registrations that owe November 2026, reachable by SMS."""
    from django.db import connection

    from portal.accounts.models import User
    from portal.web.progress import Progress
    from seekers.profiles.models import Seeker
    from seekers.registration.models import Registration

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the trail of made-up people interests nobody
    with Progress(count, unit="people") as bar:
        for first in range(0, count, CHUNK):
            numbers = range(first, min(first + CHUNK, count))
            users = User.objects.bulk_create(
                User(identifier=f"B{n}", email=f"b{n}@exemple.invalid", full_name=f"Personne {n}", password="!")
                for n in numbers
            )
            people = Seeker.objects.bulk_create(
                Seeker(user=user, first_name="Personne", last_name=f"{n}", birth_date=date(1985, 4, 12), postcode="59100",
                       phone=f"+3361{n:07d}", preferred_channel="sms")
                for n, user in zip(numbers, users, strict=True)
            )  # fmt: skip
            Registration.objects.bulk_create(
                Registration(seeker=each, registered_on=date(2025, 11, 3)) for each in people
            )
            bar.step(count=len(users))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def _empty_broker() -> None:
    """A numbered Redis of our own, so that no other worker takes our doorbells."""
    import redis

    from portal.celery import app

    url = re.sub(r"db=\d+", "db=9", os.environ["REDIS_URL"])
    redis.Redis.from_url(url).flushdb()
    os.environ["REDIS_URL"] = url
    app.conf.broker_url = url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")


def _worker(concurrency: int) -> subprocess.Popen:
    command = [
        sys.executable, "-m", "celery", "-q", "-A", "portal", "worker", "-c", str(concurrency), "-l", "error",
        "-Q", "default,sms,email", "--without-gossip", "--without-mingle", "-I", "benchmarks.reminders_plain",
    ]  # fmt: skip
    from portal.celery import app

    started = subprocess.Popen(command)
    while not app.control.ping(timeout=0.5):
        assert started.poll() is None, "the worker did not start"
    return started


def _campaign(people: int) -> tuple[float, float]:
    """Ring as the clock does until every message is handed over; seconds in all, and seconds until all rows were written."""
    from portal.notifications.models import Message, State
    from seekers.reminders.models import Campaign
    from seekers.reminders.models import State as CampaignState
    from seekers.reminders.tasks import continue_campaigns, start_due_steps

    started = time.monotonic()
    start_due_steps.delay()
    written_after = 0.0
    rung = started
    while True:
        time.sleep(0.25)
        campaign = Campaign.objects.filter(step=STEP).first()
        if campaign is not None and campaign.state == CampaignState.DONE:
            written_after = written_after or time.monotonic() - started
            unsent = Message.objects.filter(channel="sms", state__in=[State.CREATED, State.SENDING])
            if not unsent.exists():
                break
        if time.monotonic() - rung > 10:
            rung = time.monotonic()
            continue_campaigns.delay()
            _ring_for_messages()
            print(f"  {rung - started:.0f} s, {campaign.reached if campaign else 0} written", flush=True)
    seconds = time.monotonic() - started
    sent = Message.objects.filter(channel="sms", state=State.SENT).count()
    assert sent == people, f"{sent} sent of {people}"
    return seconds, written_after


def _ring_for_messages() -> None:
    from portal.notifications.tasks import send_due

    send_due.delay()


def _plain_way(count: int) -> float:
    """Messages a second when each has a task of its own, on the same worker."""
    from benchmarks.reminders_plain import send_one
    from portal.notifications.models import Message, State

    rows = list(
        Message.objects.filter(channel="sms", state=State.SENT).order_by("pk").values_list("pk", flat=True)[:count]
    )
    Message.objects.filter(pk__in=rows).update(provider_code="")
    started = time.monotonic()
    for pk in rows:
        send_one.delay(pk)
    while Message.objects.filter(pk__in=rows, provider_code="").exists():
        time.sleep(0.1)
    return count / (time.monotonic() - started)


def _family(pid: int) -> list[int]:
    """A process and its children."""
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [pid, *map(int, children.stdout.split())]


def _cpu(processes: dict[str, int]) -> dict[str, float]:
    """Seconds of processor spent so far by each process and its children."""
    tick = os.sysconf("SC_CLK_TCK")
    spent = dict.fromkeys(processes, 0.0)
    for name, pid in processes.items():
        for each in _family(pid):
            with open(f"/proc/{each}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
            spent[name] += (int(fields[11]) + int(fields[12])) / tick
    return spent


def _peak_mb(pid: int) -> int:
    """Peak memory of the largest process of the worker, in MB."""
    peaks = []
    for each in _family(pid):
        with open(f"/proc/{each}/status") as status:
            peaks += [int(line.split()[1]) for line in status if line.startswith("VmHWM")]
    return max(peaks) // 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

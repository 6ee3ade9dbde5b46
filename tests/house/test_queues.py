"""Tasks are doorbells: on a queue that a worker takes, rung by a schedule that knows them, given ids alone."""

from __future__ import annotations

import inspect

import pytest
from celery import Celery
from django.conf import settings

from portal.celery import app
from portal.queue import QUEUES, queue_of, task
from portal.schedule import JOBS

HOUSE = ("portal.", "seekers.", "benefits.", "offers.", "advisors.")
MAY_BE_GIVEN = ("int", "str")


def tasks_of(application: Celery) -> dict[str, object]:
    application.loader.import_default_modules()
    return {name: each for name, each in application.tasks.items() if name.startswith(HOUSE)}


def faults(each) -> list[str]:
    """What is wrong with one task."""
    found = []
    taken = each.app.amqp.router.route({}, each.name)["queue"].name
    if taken not in QUEUES:
        found.append(f"{each.name}: no worker takes the queue {taken!r}")
    if not (each.acks_late and each.reject_on_worker_lost):
        found.append(f"{each.name}: lost with its worker")
    for parameter in inspect.signature(each.run).parameters.values():
        if parameter.annotation not in MAY_BE_GIVEN or not parameter.name.endswith(("_id", "_ids", "reference")):
            found.append(f"{each.name}: is given {parameter}; a task gets ids only, the row holds the rest")
    return found


def test_every_task_is_a_doorbell_on_a_queue_that_is_taken():
    tasks = tasks_of(app)
    assert tasks
    assert [fault for each in tasks.values() for fault in faults(each)] == []


def test_a_task_goes_to_the_queue_it_was_declared_on():
    names = tasks_of(app)
    taken = {app.amqp.router.route({}, name)["queue"].name for name in names}
    assert {"sms", "payments"} <= taken
    assert {queue_of(name) for name in names} == taken


def test_the_schedule_names_real_tasks_that_need_nothing():
    tasks = tasks_of(app)
    assert [job.task for job in JOBS if job.task not in tasks] == []
    assert [job.task for job in JOBS if inspect.signature(tasks[job.task].run).parameters] == []
    assert len({job.task for job in JOBS}) == len(JOBS)


def test_the_clock_counts_in_utc_at_plain_intervals():
    """In Europe/Paris an hour of October would ring nothing (celery#6438)."""
    assert settings.CELERY_TIMEZONE == "UTC"
    assert settings.CELERY_ENABLE_UTC
    assert set(settings.CELERY_BEAT_SCHEDULE) == {job.task for job in JOBS}


@pytest.mark.asvs("14.2.1")
def test_a_task_that_carries_a_name_or_takes_an_unknown_queue_is_seen():
    stray = Celery("stray", set_as_current=False)
    stray.conf.task_routes = {"portal.stray": {"queue": "attic"}}

    @stray.task(name="portal.stray", acks_late=True, reject_on_worker_lost=True)
    def by_name(seeker_name: str) -> None: ...

    assert len(faults(by_name)) == 2
    with pytest.raises(ValueError, match="no queue named 'attic'"):
        task(queue="attic")

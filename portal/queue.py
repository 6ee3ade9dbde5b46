"""Tasks are doorbells.

The row is the truth and the broker a hint: a task gets ids only, looks at the row's state before it acts, and a sweeper on
the schedule replays what was left behind.  So a lost message costs a minute, never a person.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

from portal.celery import app

logger = logging.getLogger(__name__)

DEFAULT, SMS, EMAIL, PAYMENTS, DOCUMENTS = "default", "sms", "email", "payments", "documents"
QUEUES = (DEFAULT, SMS, EMAIL, PAYMENTS, DOCUMENTS)

_queues: dict[str, str] = {}
_nobody_listens = False


def queue_of(name: str, *_message: Any, **_options: Any) -> str | None:
    """The queue of the task called ``name``; Celery asks at each message, so a task declared late is known too."""
    return _queues.get(name)


app.conf.task_routes = (queue_of,)


def task(queue: str = DEFAULT, **options: Any) -> Callable[[Callable], Task]:
    """Declare a task on one of QUEUES.  Late acknowledgement, and back on the queue when the worker is killed."""
    if queue not in QUEUES:
        raise ValueError(f"no queue named {queue!r}: {', '.join(QUEUES)}")

    def declare(work: Callable) -> Task:
        declared = app.task(acks_late=True, reject_on_worker_lost=True, ignore_result=True, **options)(work)
        _queues[declared.name] = queue
        return declared

    return declare


def ring(bell: Task, *ids: int | str) -> None:
    """Queue ``bell`` once the transaction has committed.  A broker that is away is logged and forgiven: the sweeper comes."""
    if _nobody_listens:
        return

    def send() -> None:
        try:
            bell.apply_async(ids, retry=False)
        except (OperationalError, OSError):
            logger.warning("the broker did not take %s: its row waits for the sweeper", bell.name)

    transaction.on_commit(send)


@contextmanager
def unrung() -> Iterator[None]:
    """No bell is rung in between, in this process: for whoever plays the sweepers itself before any worker is there."""
    global _nobody_listens
    before, _nobody_listens = _nobody_listens, True
    try:
        yield
    finally:
        _nobody_listens = before

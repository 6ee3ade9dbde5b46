"""A task of the worker looks at the row of the clock first; one that is played here and now keeps the hour being played."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import clock
from portal.demo.models import DemoClock
from portal.demo.moved_clock import follow_for
from portal.documents.tasks import scan_waiting

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def moved_elsewhere(settings, db):
    settings.DEMO = True
    clock.set_shift(timedelta(0))
    DemoClock.objects.create(pk=1, shift_seconds=DAY.total_seconds())
    yield
    clock.set_shift(timedelta(0))


def test_the_worker_follows():
    scan_waiting.push_request(is_eager=False)
    try:
        follow_for(task=scan_waiting)
    finally:
        scan_waiting.pop_request()
    assert clock.shift() == DAY


def test_who_plays_a_task_keeps_the_hour():
    scan_waiting.apply(throw=True)
    assert clock.shift() == timedelta(0)

"""Moving the demonstration through time, and playing what the clock would have started."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import services as audit
from portal.celery import app
from portal.demo.models import DemoClock
from portal.demo.moved_clock import follow
from portal.demo.town import habits_at
from portal.refusals import Refused
from portal.schedule import JOBS

HOUR = timedelta(hours=1)
LONGEST = timedelta(days=400)
ON_THE_WAY = "demo.travel"
"""The lock of whoever lives the journey."""


class NotADemonstration(Refused):
    """The clock of a real installation cannot be moved."""

    code = "not_a_demonstration"


class WrongWay(Refused):
    """Time only goes forward, and not for years at once."""

    code = "wrong_way"


class AlreadyTravelling(Refused):
    """One journey through time at once."""

    code = "already_travelling"


def set_clock(*, to: datetime) -> None:
    """Say that it is now ``to`` (aware).  Refused outside demonstration mode; used alone only to build the demo town."""
    if not settings.DEMO:
        raise NotADemonstration(_("L’horloge ne peut être déplacée que dans une démonstration."))
    shift = to.astimezone(UTC) - datetime.now(UTC)  # whole seconds, rounded up: never a moment before ``to``
    seconds = math.ceil(shift.total_seconds())  # never before ``to``: what is due at ten must be due at ten
    DemoClock.objects.update_or_create(pk=1, defaults={"shift_seconds": seconds})
    follow()


def live_through(hour: datetime) -> None:
    """It is ``hour``: the town does what it does then, and every scheduled job plays."""
    set_clock(to=hour)
    here = hour.astimezone(clock.PARIS)
    if here.minute == 0:
        for live in habits_at(here.hour):
            live(here.date())
    play_jobs()


def play_jobs() -> None:
    """Run every job of the schedule once, here and in order, at the present time of the demonstration."""
    load_tasks()
    for job in JOBS:
        app.tasks[job.task].apply(throw=True)


@cache
def load_tasks() -> None:
    """Once a process: Celery has Django check itself each time it is asked, which took a third of the town's life."""
    app.loader.import_default_modules()


def hours_until(to: datetime) -> Iterator[datetime]:
    """Each full hour after now and up to ``to``, then ``to`` itself."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0) + HOUR
    while hour < to:
        yield hour
        hour += HOUR
    yield to


def set_out(*, to: datetime, actor) -> DemoClock:
    """Decide to travel until ``to`` (aware); a task lives through the hours.  Refused outside demonstration mode, backwards, for
    more than 400 days at once, or while somebody lives a journey; one that was abandoned gives way.
    """
    if not settings.DEMO:
        raise NotADemonstration(_("L’horloge ne peut être déplacée que dans une démonstration."))
    now = clock.now()
    if to <= now:
        raise WrongWay(_("L’horloge de la démonstration n’avance que vers le futur."))
    if to - now > LONGEST:
        raise WrongWay(_("Avancez de 400 jours au plus à la fois."))
    with transaction.atomic():
        DemoClock.objects.get_or_create(pk=1)
        row = DemoClock.objects.select_for_update().get(pk=1)
        if row.going_to and is_under_way():
            raise AlreadyTravelling(_("Un voyage est déjà en cours : attendez son arrivée."))
        row.left_from, row.going_to = now, to
        row.save(update_fields=["left_from", "going_to"])
        audit.record(action="demo.set_out", target=row, actor=actor, details={"to": to.isoformat()})
    return row


@contextmanager
def alone_on_the_way() -> Iterator[bool]:
    """One process at a time lives the journey; says whether it is this one.  A killed process lets go by dying."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [ON_THE_WAY])
        [mine] = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [ON_THE_WAY])


def is_under_way() -> bool:
    """Does another process live a journey at this moment?"""
    with alone_on_the_way() as mine:
        return not mine


def travel(*, told: Callable[[datetime], None] = lambda hour: None) -> int:
    """Live through the hours until where the town is going, each scheduled job at its time.  Returns the hours lived: none
    while another process lives them.

    Killed on the way, it is simply called again: the jobs are due by their rows, not by who calls them.
    """
    with alone_on_the_way() as mine:
        row = DemoClock.objects.filter(pk=1).first()
        if not mine or row is None or row.going_to is None:
            return 0
        lived = 0
        for hour in hours_until(row.going_to):
            told(hour)
            live_through(hour)
            lived += 1
        DemoClock.objects.filter(pk=1).update(going_to=None, left_from=None)
        return lived

"""How many people's files one member of staff may open in a day: whoever steals a session leaves with no more (T2).

Counted in Postgres from the openings themselves, one at a time: pages asked together do not pass together.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models

from portal import clock, events
from portal.audit.events import TooManyFilesOpened
from portal.audit.models import Entry

A_DAY = timedelta(hours=24)
ALARM = "file.too_many"


def may_open_one_more(actor: Any, subject_id: Any) -> bool:
    """Within ``settings.FILES_A_DAY`` distinct people over the last day; a file opened already today costs nothing more.

    In the caller's transaction.  The system and the person themselves are not counted.
    """
    if actor is None or subject_id is None or subject_id == actor.pk:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit.opened:{actor.pk}"])
    lately = Entry.objects.openings().filter(actor=actor, at__gt=clock.now() - A_DAY)
    seen = lately.exclude(subject=None).exclude(subject=actor)
    if seen.filter(subject=subject_id).exists():
        return True
    return seen.aggregate(people=models.Count("subject", distinct=True))["people"] < settings.FILES_A_DAY


def alarm(actor: Any) -> None:
    """Say it once a day, in the trail and to whoever listens."""
    now = clock.now()
    if Entry.objects.filter(action=ALARM, actor=actor, at__gt=now - A_DAY).exists():
        return
    Entry.objects.create(
        at=now, action=ALARM, actor=actor, target_type=actor._meta.label_lower, target_id=str(actor.pk),
        details={"files": settings.FILES_A_DAY},
    )  # fmt: skip
    events.publish(TooManyFilesOpened(actor.pk, settings.FILES_A_DAY, now))

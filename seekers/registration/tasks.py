"""What the clock rings in this room."""

from __future__ import annotations

from portal import clock, queue
from portal.prepared import Prepared
from seekers.registration import services
from seekers.registration.models import Application
from seekers.registration.services.sleeping import WARNED_AFTER

_ASLEEP = Prepared(lambda given: Application.objects.asleep(given("before")))
_VERIFIED = Prepared(lambda given: Application.objects.verified_by(given("before")))


@queue.task()
def abandon_asleep() -> None:
    """Empty the drafts left for 90 days, write to those who left theirs for 30."""
    now = clock.now()
    if _ASLEEP.any(before=now - WARNED_AFTER):
        services.abandon_asleep(now=now)


@queue.task()
def enter_verified() -> None:
    """Enter the signed applications whose short check is over."""
    now = clock.now()
    if _VERIFIED.any(before=now - services.CHECK):
        services.enter_verified(now=now)

"""What the clock does to the files."""

from __future__ import annotations

from portal import clock
from portal.prepared import Prepared
from portal.queue import task
from seekers.profiles import services
from seekers.profiles.models import AutonomyObservation
from seekers.profiles.services.autonomy import MEMORY

_OLD = Prepared(lambda given: AutonomyObservation.objects.filter(seen_at__lte=given("before")))


@task()
def forget_old_observations() -> None:
    """A sign older than a year says nothing of today."""
    while _OLD.any(before=clock.now() - MEMORY) and services.forget_old_observations(now=clock.now()):
        pass

"""What the clock starts."""

from __future__ import annotations

from benefits.endings import services
from benefits.endings.models import AssClaim
from portal import clock
from portal.prepared import Prepared
from portal.queue import task

_TO_OPEN = Prepared(lambda given: AssClaim.objects.to_open())
_TOO_LATE = Prepared(lambda given: AssClaim.objects.too_late(given("today")))


@task()
def warn_ends() -> None:
    services.warn(now=clock.now())


@task()
def follow_claims() -> None:
    """Open what was granted once the right before it is used up; end what was never sent."""
    if _TO_OPEN.any():
        services.open_granted(now=clock.now())
    if _TOO_LATE.any(today=clock.today()):
        services.expire(now=clock.now())

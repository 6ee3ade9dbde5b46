"""What the clock starts."""

from __future__ import annotations

from benefits.endings import services
from portal import clock
from portal.queue import task


@task()
def warn_ends() -> None:
    services.warn(now=clock.now())


@task()
def follow_claims() -> None:
    """Open what was granted once the right before it is used up; end what was never sent."""
    services.open_granted(now=clock.now())
    services.expire(now=clock.now())

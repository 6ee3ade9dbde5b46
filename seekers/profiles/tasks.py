"""What the clock does to the files."""

from __future__ import annotations

from portal import clock
from portal.queue import task
from seekers.profiles import services


@task()
def forget_old_observations() -> None:
    """A sign older than a year says nothing of today."""
    while services.forget_old_observations(now=clock.now()):
        pass

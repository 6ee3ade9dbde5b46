"""What the clock does for those who wait."""

from __future__ import annotations

from portal import clock
from portal.queue import task
from seekers.help import services


@task()
def keep_promises() -> None:
    """Say it when we are late, and let go of those who came by."""
    services.flag_missed(now=clock.now())
    services.let_go_late_comers(now=clock.now())

"""What the clock rings in this room."""

from __future__ import annotations

from portal import clock, queue
from seekers.registration import services


@queue.task()
def abandon_asleep() -> None:
    """Empty the drafts left for 90 days, write to those who left theirs for 30."""
    services.abandon_asleep(now=clock.now())

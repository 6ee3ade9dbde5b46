"""What the clock rings in this room."""

from __future__ import annotations

from portal import clock, queue
from seekers.declarations import services


@queue.task()
def close_windows() -> None:
    """Close the window that ended; nothing to do on every other minute of the month."""
    services.close_windows(now=clock.now())

"""Real time.  Moving the demonstration by a month signs nobody out and unlocks no account."""

from __future__ import annotations

from datetime import datetime

from portal import clock


def present() -> datetime:
    """The present instant in the real world, aware, in UTC, wherever the demonstration's clock stands."""
    return clock.now() - clock.shift()

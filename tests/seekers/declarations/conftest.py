"""People and the day, for every test of the declaration."""

from tests.seekers.declarations.browsing import at, browser, morning, seeker

__all__ = ["at", "browser", "morning", "seeker"]

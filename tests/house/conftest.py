"""The morning on which the house is visited."""

from tests.seekers.declarations.browsing import at, morning

__all__ = ["at", "morning"]

"""A person in front of a real browser."""

from __future__ import annotations

from tests.seekers.declarations.browsing import at, morning, seeker

__all__ = ["at", "morning", "seeker"]

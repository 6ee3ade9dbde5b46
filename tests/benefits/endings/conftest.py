"""The clock of the room's tests."""

from __future__ import annotations

from tests.seekers.declarations.browsing import at

__all__ = ["at"]

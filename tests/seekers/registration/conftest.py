"""Pages that live at a chosen instant."""

from __future__ import annotations

from tests.seekers.declarations.browsing import at

__all__ = ["at"]

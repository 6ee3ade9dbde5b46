"""What this room tells the floors above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferenceLoaded:
    """Official files were loaded (``sources``: their names, ``communes``…): what is worked out from them is stale."""

    sources: frozenset[str]

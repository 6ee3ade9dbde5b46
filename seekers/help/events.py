"""What this room tells the floors above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """A person waits for us.  ``way`` is a ``models.Way``; ``promised_until`` is None for somebody who will come by."""

    help_id: int
    person_id: int
    way: str
    promised_until: datetime | None


@dataclass(frozen=True, slots=True)
class PromisesMissed:
    """These people were promised a call or an answer, and the time has passed."""

    help_ids: tuple[int, ...]

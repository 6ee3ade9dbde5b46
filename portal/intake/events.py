"""What this room tells the floors above.  Ids, codes and dates only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SlipReturned:
    """A form came back.  ``document_id`` and ``person_id`` are None for a blank form whose person is not known yet."""

    slip_id: int
    document_id: int | None
    person_id: int | None
    matter: str
    received_on: date
    postmarked_on: date | None


@dataclass(frozen=True, slots=True)
class LetterDated:
    """The postmark of one envelope was read: the day that counts for the form in it."""

    slip_id: int
    postmarked_on: date


@dataclass(frozen=True, slots=True)
class BatchTaken:
    """A batch is kept and waits to be read."""

    batch_id: int

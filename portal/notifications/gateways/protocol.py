"""What every gateway offers, and the few words in which it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, Self
from uuid import UUID


class Result(Enum):
    ACCEPTED = "accepted"
    """The operator has it; a receipt will say what became of it."""
    DELIVERED = "delivered"
    TEMPORARY = "temporary"
    """Not taken; the same try may succeed later (network, overload, full mailbox)."""
    PERMANENT = "permanent"
    """This number or mailbox does not exist."""
    TECHNICAL = "technical"
    """Refused for a reason of ours (malformed text, forbidden sender): trying again changes nothing."""
    UNCERTAIN = "uncertain"
    """No answer that we can trust: it may have been taken.  Ask before any other try."""


@dataclass(frozen=True, slots=True)
class Outcome:
    result: Result
    code: str = ""
    """The provider's own word, for staff; never an address or a text."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """``reference`` is ours, and the same at every try."""

    reference: UUID
    address: str
    text: str
    subject: str = ""
    html: str = ""


class Gateway(Protocol):
    """Used as a context manager around many slices, so that connections are kept alive.  No rows in here."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def deliver(self, slice_: Sequence[Outgoing], *, seconds: float) -> dict[UUID, Outcome]:
        """Hand over what can be within ``seconds``; what is missing from the answer was never tried."""
        ...

    def look_up(self, references: Sequence[UUID], *, seconds: float) -> dict[UUID, Outcome | None]:
        """What the gateway knows of earlier tries: None when it never saw the reference; missing when it did not answer."""
        ...

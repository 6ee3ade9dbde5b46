"""What the messages tell the rooms above.  Ids only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MessagesWaiting:
    """New rows wait on these channels."""

    channels: frozenset[str]


@dataclass(frozen=True)
class NobodyReached:
    """These messages failed for good, and no other channel is left: only a human voice can still reach the person."""

    kind: str
    about: str
    user_ids: tuple[int, ...]

"""What this room tells the floors above.  Ids and codes only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentReady:
    """The antivirus has found nothing: the document may be opened and decided on."""

    document_id: int
    person_id: int
    kind: str
    about: str


@dataclass(frozen=True)
class DocumentAccepted:
    document_id: int
    person_id: int
    kind: str
    about: str


@dataclass(frozen=True)
class DocumentRefused:
    """Refused by a member of staff, or by the antivirus: the request that it answered is open again."""

    document_id: int
    person_id: int
    kind: str
    about: str


@dataclass(frozen=True)
class DocumentReceived:
    """Here, whole and on disk; nobody may open it before the antivirus has spoken."""

    document_id: int
    person_id: int
    kind: str
    about: str

"""What happened to a registration, told to the rooms above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SeekerRegistered:
    """A person is registered from ``on``: for the first time, or again."""

    registration_id: int
    seeker_id: int
    on: date


@dataclass(frozen=True, slots=True)
class RegistrationCeased:
    """``on`` is the last day registered; ``reason`` is a ``CeaseReason``."""

    registration_id: int
    seeker_id: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class RegistrationsCeased:
    """One slice of a closing: what a batch publishes once instead of a thousand times."""

    cessations: tuple[RegistrationCeased, ...]


@dataclass(frozen=True, slots=True)
class CessationUndone:
    """The registration goes on as if it had never ended."""

    registration_id: int
    seeker_id: int


@dataclass(frozen=True, slots=True)
class ApplicationSigned:
    """A person signed: their file stands.  ``registration_id`` is None for somebody already registered who asks for
    rights again; ``claims`` says whether the allowance is asked for."""

    application_id: int
    seeker_id: int
    registration_id: int | None
    on: date
    claims: bool


@dataclass(frozen=True, slots=True)
class ApplicationObjected:
    """The person does not recognise what somebody else signed for them."""

    application_id: int


@dataclass(frozen=True, slots=True)
class ObjectionWithdrawn:
    """They do recognise it, once it was read again with them; ``by_id``: the advisor who noted it."""

    application_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class CertificatesReceived:
    """Employers sent certificates about these social security numbers (held in rows, never in a task's arguments)."""

    certificate_ids: tuple[int, ...]

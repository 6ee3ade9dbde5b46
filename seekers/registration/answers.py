"""What a person answers on their way to a registration: one value for each step, from the browser, the telephone or paper.

Nothing is preset: ``None`` or an empty word means "not answered yet", and is never taken for a no.  Money in cents, time
in minutes, days as dates.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Identity:
    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None
    birth_place: str = ""
    nationality: str = ""
    """``french``, ``european`` or ``other`` (a residence permit is asked for then)."""
    nir: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    email: str = ""
    phone: str = ""
    phone_is_shared: bool | None = None
    preferred_channel: str = ""
    language: str = "fr"
    autonomy: str = ""
    """How at ease online, by the person's own word: it chooses how we write and call, never rights."""


@dataclass(frozen=True, slots=True)
class Address:
    line: str = ""
    postcode: str = ""
    commune: str = ""
    """INSEE code."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job of the reference period; the fields of ``models.Employment``."""

    employer: str
    starts_on: date
    ends_on: date | None
    gross_cents: int
    minutes: int
    end_reason: str
    siret: str = ""
    seasonal: bool = False
    termination_indemnity_cents: int = 0
    holiday_indemnity_cents: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """Days in which the work was interrupted (``models.InterruptionKind``), both included."""

    kind: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Situation:
    claims: bool | None = None
    """Asks for the allowance; a registration alone is possible."""
    worked: bool | None = None
    jobs: tuple[Job, ...] = ()
    interrupted: bool | None = None
    pauses: tuple[Pause, ...] = ()
    had_right_before: bool | None = None
    """A right to unemployment insurance opened in the last twenty years: a first claim needs less work (L5422-2-2)."""
    worked_abroad: bool | None = None
    """In another country, in the months that are looked at: its form U1 may count (regulation 883/2004), an advisor says."""


@dataclass(frozen=True, slots=True)
class Household:
    lives_as_couple: bool | None = None
    children_raised: int | None = None
    monthly_resources_cents: int | None = None
    """Mean of the last twelve months, of the person and of who they live with; only for the solidarity allowance (ASS)."""


@dataclass(frozen=True, slots=True)
class Availability:
    available: bool | None = None
    other_situation: str = ""
    """When not: ``training``, ``sick``, ``maternity``, ``other``."""
    adjustments: tuple[str, ...] = ()
    """Needs linked to a disability, only with ``adjustments_consent``."""
    adjustments_words: str = ""
    adjustments_consent: bool | None = None


@dataclass(frozen=True, slots=True)
class Search:
    occupation: str = ""
    title: str = ""
    mobility_km: int | None = None
    contracts: tuple[str, ...] = ()
    weekly_hours: int | None = None


@dataclass(frozen=True, slots=True)
class Bank:
    later: bool | None = None
    """Gives no account now: rights are decided, payments wait."""
    iban: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Every step, by the name of its ``models.Step``."""

    identity: Identity = field(default_factory=Identity)
    contact: Contact = field(default_factory=Contact)
    address: Address = field(default_factory=Address)
    situation: Situation = field(default_factory=Situation)
    household: Household = field(default_factory=Household)
    availability: Availability = field(default_factory=Availability)
    search: Search = field(default_factory=Search)
    bank: Bank = field(default_factory=Bank)

    def to_json(self) -> dict[str, Any]:
        """For a column: dates as ISO, money in cents, tuples as lists."""
        return json.loads(json.dumps(asdict(self), default=date.isoformat))

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Answers:
        """The same again; a step or a field that a column does not know yet is not answered."""
        return _read(cls, written)


def _read(kind: Any, written: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {each.name for each in fields(kind)} & written.keys()
        return kind(**{name: _read(hints[name], written[name]) for name in known})
    if get_origin(kind) in (Union, UnionType):
        (inner,) = (each for each in get_args(kind) if each is not type(None))
        return None if written is None else _read(inner, written)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in written)
    return date.fromisoformat(written) if kind is date else written

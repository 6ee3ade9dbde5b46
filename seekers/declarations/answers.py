"""What a person answers about their month: one value, from the form, the API or the phone, to the rules and the rows.

Nothing is preset: ``None`` means "not answered yet", and is never taken for a no.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

QUESTIONS = (
    "worked",
    "training",
    "internship",
    "sick_leave",
    "maternity",
    "paternity",
    "pension",
    "disability_pension",
)
"""The yes-or-no questions, in the order they are asked; ``still_looking`` comes last and apart."""


@dataclass(frozen=True, slots=True)
class Employer:
    """One employer of the month.  Gross pay in cents, time worked in minutes, both exact."""

    name: str
    minutes: int
    gross_cents: int
    ended: bool
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both included; ``ends_on`` is None when it goes on after the month."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    worked: bool | None = None
    employers: tuple[Employer, ...] = ()
    training: bool | None = None
    internship: bool | None = None
    sick_leave: bool | None = None
    maternity: bool | None = None
    paternity: bool | None = None
    pension: bool | None = None
    disability_pension: bool | None = None
    spans: tuple[tuple[str, Days], ...] = ()
    """(kind, days) pairs in the order given: every stretch is kept as it was typed."""
    still_looking: bool | None = None
    ends_on: date | None = None
    end_reason: str = ""
    end_confirmed: bool = False
    """The second, explicit yes without which a "no" to the last question ends nothing."""

    @property
    def gross_cents(self) -> int:
        return sum(employer.gross_cents for employer in self.employers)

    @property
    def minutes(self) -> int:
        return sum(employer.minutes for employer in self.employers)

    def days_of(self, kind: str) -> tuple[Days, ...]:
        return tuple(days for each, days in self.spans if each == kind)

    def to_json(self) -> dict[str, Any]:
        """For a draft's column and for the API: dates as ISO, money in cents."""
        return json.loads(json.dumps(asdict(self), default=date.isoformat))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Answers:
        """The inverse of ``to_json``; unknown keys are refused (TypeError)."""
        known = dict(data)
        known["employers"] = tuple(Employer(**each) for each in known.get("employers", ()))
        known["spans"] = tuple((kind, _days(days)) for kind, days in known.get("spans", ()))
        if known.get("ends_on"):
            known["ends_on"] = date.fromisoformat(known["ends_on"])
        return cls(**known)

    def sha256(self) -> str:
        """Two declarations that say the same have the same digest: a second click is recognised by it."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


def _days(data: dict[str, str | None]) -> Days:
    ends_on = data.get("ends_on")
    return Days(date.fromisoformat(str(data["starts_on"])), date.fromisoformat(ends_on) if ends_on else None)

"""A career as it is told in JSON (euros, hours, days as ISO dates): read, checked, and made a ``Career``.

{"birth_date": "1986-01-01", "registered_on": "2026-11-02", "first_time": false, "overseas": false, "mayotte": false,
 "jobs": [{"employer": "Boulangerie Durand", "starts_on": "2024-11-01", "ends_on": "2026-10-31", "gross": 48000,
           "hours": 3640, "end_reason": "dismissal", "seasonal": false, "holiday_indemnity": 0,
           "termination_indemnity": 0}],
 "pauses": [{"kind": "sick_leave", "starts_on": "2025-03-01", "ends_on": "2025-03-31"}],
 "waited_until": null}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from benefits.rules.career import Career, career_from
from portal.money import CENTS_IN_A_EURO

MINUTES_IN_AN_HOUR = 60
MOST_EUROS = 10_000_000
MOST_HOURS = 100_000

WHOLE_STORY = ("birth_date", "registered_on", "jobs", "pauses", "first_time", "overseas", "mayotte", "waited_until")
JOB = (
    "employer",
    "starts_on",
    "ends_on",
    "gross",
    "hours",
    "end_reason",
    "seasonal",
    "holiday_indemnity",
    "termination_indemnity",
)
PAUSE = ("kind", "starts_on", "ends_on")


class Unreadable(ValueError):
    """What was told cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class JobAsTold:
    """One job, as ``career_from`` takes it. ``ends_on`` is None while the person still works there."""

    starts_on: date
    ends_on: date | None
    gross_cents: int
    minutes: int
    end_reason: str
    seasonal: bool = False
    holiday_indemnity_cents: int = 0
    termination_indemnity_cents: int = 0


@dataclass(frozen=True, slots=True)
class PauseAsTold:
    """One interruption, both days included."""

    kind: str
    starts_on: date
    ends_on: date


def career_told(said: Mapping[str, Any]) -> Career:
    """The career that ``said`` tells. Refuses (``Unreadable``, a ``ValueError``) what is missing, unknown or impossible.

    ``gross`` is that of the reference period, without the indemnities; without ``hours`` the job is full time.
    """
    told = _Told(said, "", WHOLE_STORY)
    jobs = [_job(_Told(job, f"jobs[{place}].", JOB)) for place, job in enumerate(told.list("jobs"))]
    pauses = [_pause(_Told(pause, f"pauses[{place}].", PAUSE)) for place, pause in enumerate(told.list("pauses"))]
    return career_from(
        born_on=told.day("birth_date"),
        registered_on=told.day("registered_on"),
        jobs=jobs,
        pauses=pauses,
        first_time=told.truth("first_time"),
        overseas=told.truth("overseas"),
        mayotte=told.truth("mayotte"),
        waited_until=told.day("waited_until") if told.has("waited_until") else None,
    )


def _job(told: _Told) -> JobAsTold:
    return JobAsTold(
        starts_on=told.day("starts_on"),
        ends_on=told.day("ends_on") if told.has("ends_on") else None,
        gross_cents=told.scaled("gross", CENTS_IN_A_EURO, MOST_EUROS),
        minutes=told.scaled("hours", MINUTES_IN_AN_HOUR, MOST_HOURS, default=0),
        end_reason=told.text("end_reason"),
        seasonal=told.truth("seasonal"),
        holiday_indemnity_cents=told.scaled("holiday_indemnity", CENTS_IN_A_EURO, MOST_EUROS, default=0),
        termination_indemnity_cents=told.scaled("termination_indemnity", CENTS_IN_A_EURO, MOST_EUROS, default=0),
    )


def _pause(told: _Told) -> PauseAsTold:
    return PauseAsTold(told.text("kind"), told.day("starts_on"), told.day("ends_on"))


class _Told:
    """One object of the JSON; each method reads one of its names, or refuses it in a sentence."""

    def __init__(self, said: Any, path: str, known: tuple[str, ...]) -> None:
        if not isinstance(said, Mapping):
            raise Unreadable(f"{path.rstrip('.') or 'The career'} must be an object with {', '.join(known)}.")
        if unknown := sorted(map(str, set(said) - set(known))):
            raise Unreadable(f"Unknown: {path}{', '.join(unknown)}. Known: {', '.join(known)}.")
        self.said, self.path = said, path

    def has(self, name: str) -> bool:
        return self.said.get(name) is not None

    def value(self, name: str) -> Any:
        if not self.has(name):
            raise Unreadable(f"{self.path}{name} is missing.")
        return self.said[name]

    def list(self, name: str) -> list[Any]:
        value = self.said.get(name) or []
        if not isinstance(value, list):
            raise Unreadable(f"{self.path}{name} must be a list.")
        return value

    def text(self, name: str) -> str:
        value = self.value(name)
        if not isinstance(value, str):
            raise Unreadable(f"{self.path}{name} must be a text, not {value!r}.")
        return value

    def truth(self, name: str) -> bool:
        value = self.said.get(name) or False
        if not isinstance(value, bool):
            raise Unreadable(f"{self.path}{name} must be true or false, not {value!r}.")
        return value

    def day(self, name: str) -> date:
        value = self.value(name)
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except (TypeError, ValueError):
            raise Unreadable(f"{self.path}{name} is written like 2026-10-31, not {value!r}.") from None

    def scaled(self, name: str, scale: int, most: int, default: int | None = None) -> int:
        """A number of euros or hours, in cents or minutes, to the nearest."""
        if default is not None and not self.has(name):
            return default
        value = self.value(name)
        try:
            number = Decimal(str(value).replace(",", ".").replace(" ", ""))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(value, bool) or not number.is_finite() or not 0 <= number <= most:
            raise Unreadable(f"{self.path}{name} must be a number between 0 and {most}, not {value!r}.")
        return int((2 * number * scale + 1) // 2)

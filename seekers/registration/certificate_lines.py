"""A file of employers' certificates: JSON lines, or CSV with a heading.  Each line is a certificate, or says what is wrong.

Columns: ``reference nir employer siret starts_on ends_on gross minutes end_reason``, and optionally ``seasonal``,
``termination_indemnity``, ``holiday_indemnity``.  Days are ISO, amounts euros with a dot, time minutes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from portal import identifiers, money
from seekers.registration.models import EndReason

MOST_CENTS, MOST_MINUTES = 9_999_999_00, 50_000_000
REASONS = frozenset(EndReason.values) - {EndReason.STILL_WORKING}


@dataclass(frozen=True, slots=True)
class Line:
    reference: str
    columns: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BadLine:
    """``why`` names the column, never what stands in it: it is read on a screen and in a journal."""

    number: int
    why: str


def read(path: Path) -> Iterator[Line | BadLine]:
    """Every line of ``path``, by its ending: ``.csv``, else JSON lines.  Refused (``OSError``): a file that is not there."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = _csv(file) if path.suffix.lower() == ".csv" else _json(file)
        for number, row in rows:
            yield _line(number, row)


def _csv(file: Any) -> Iterator[tuple[int, Any]]:
    first = file.readline()
    separator = ";" if first.count(";") > first.count(",") else ","
    names = next(csv.reader([first], delimiter=separator), [])
    yield from enumerate(csv.DictReader(file, fieldnames=names, delimiter=separator), start=2)


def _json(file: Any) -> Iterator[tuple[int, Any]]:
    for number, written in enumerate(file, start=1):
        if written.strip():
            try:
                yield number, json.loads(written)
            except (ValueError, RecursionError):
                yield number, None


def _line(number: int, row: Any) -> Line | BadLine:
    if not isinstance(row, dict):
        return BadLine(number, "not a certificate")
    columns: dict[str, Any] = {}
    for name, (target, read_it) in READERS.items():
        try:
            columns[target] = read_it(row.get(name))
        except (ValueError, TypeError, InvalidOperation, OverflowError):
            return BadLine(number, name)
    if columns["ends_on"] < columns["starts_on"]:
        return BadLine(number, "ends_on before starts_on")
    return Line(columns.pop("reference"), columns)


def _word(most: int) -> Any:
    def word(value: Any) -> str:
        text = " ".join(str(value if value is not None else "").split())
        if not text or len(text) > most or not text.isprintable():
            raise ValueError("not a word")
        return text

    return word


def _cents(value: Any) -> int:
    cents = money.in_cents(Decimal(str(value if value not in (None, "") else 0)))
    if not 0 <= cents <= MOST_CENTS:
        raise ValueError("not an amount")
    return cents


def _gross(value: Any) -> int:
    if value in (None, ""):
        raise ValueError("missing")
    return _cents(value)


def _minutes(value: Any) -> int:
    minutes = int(value)
    if not 0 <= minutes <= MOST_MINUTES:
        raise ValueError("not a time")
    return minutes


def _reason(value: Any) -> str:
    if value not in REASONS:
        raise ValueError("not a reason")
    return str(value)


def _flag(value: Any) -> bool:
    return str(value).strip().lower() in {"1", "true", "yes", "oui"}


READERS: dict[str, tuple[str, Any]] = {
    "reference": ("reference", _word(40)),
    "nir": ("nir", lambda value: identifiers.nir(str(value))),
    "employer": ("employer", _word(80)),
    "siret": ("siret", lambda value: identifiers.siret(str(value))),
    "starts_on": ("starts_on", lambda value: date.fromisoformat(str(value))),
    "ends_on": ("ends_on", lambda value: date.fromisoformat(str(value))),
    "gross": ("gross_cents", _gross),
    "minutes": ("minutes", _minutes),
    "end_reason": ("end_reason", _reason),
    "seasonal": ("seasonal", _flag),
    "termination_indemnity": ("termination_indemnity_cents", _cents),
    "holiday_indemnity": ("holiday_indemnity_cents", _cents),
}

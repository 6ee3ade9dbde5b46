"""The official files that are known here: how each is recognised, and what a line of it says.

A room that keeps such rows writes ``reference.py`` (found as Django finds ``admin.py``) with one reader a file::

    @source("communes", pattern="communes*.csv", model=Commune, needs=("code_insee", "nom"), order=40)
    def commune(row: Row) -> Fields | None:
        return {"code": word(row, "code_insee", 5), "name": word(row, "nom", 60)}

A reader returns the columns of the row, or None for a line that says nothing of use, or raises ``BadLine`` with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.module_loading import autodiscover_modules

Row = Mapping[str, str]
Fields = dict[str, Any]
Reader = Callable[[Row], Fields | None]
MOST_IN_AN_INTEGER = 2_147_483_647


class BadLine(Exception):
    """This line cannot be read; the message says why, the others go on."""


@dataclass(frozen=True)
class Source:
    """One kind of file.  ``key``: the field by which a line finds its row again; ``defaults``: what a new row also gets,
    and a later import leaves alone."""

    name: str
    pattern: str
    model: type[Model]
    needs: tuple[str, ...]
    order: int
    read: Reader
    key: str = "code"
    defaults: Fields = field(default_factory=dict)


_sources: dict[str, Source] = {}


def source(
    name: str,
    *,
    pattern: str,
    model: type[Model],
    needs: tuple[str, ...],
    order: int,
    key: str = "code",
    defaults: Fields | None = None,
) -> Callable[[Reader], Reader]:
    """Make a reader known; lower ``order`` is loaded first, since rows point at rows loaded before."""

    def register(read: Reader) -> Reader:
        _sources[name] = Source(name, pattern, model, needs, order, read, key, defaults or {})
        return read

    return register


def sources() -> list[Source]:
    """Every kind of file that a room reads, in the order of loading."""
    autodiscover_modules("reference")
    return sorted(_sources.values(), key=lambda each: each.order)


def word(row: Row, column: str, most: int, *, may_be_empty: bool = False) -> str:
    """The text of ``column``, spaces in excess taken away."""
    text = " ".join((row[column] or "").split())
    if not text and not may_be_empty:
        raise BadLine(f"{column} is empty")
    if len(text) > most:
        raise BadLine(f"{column} has {len(text)} characters, {most} at most")
    if not text.isprintable():
        raise BadLine(f"{column} holds a sign that cannot be printed")
    return text


def code(row: Row, column: str, length: int | range, *, may_be_empty: bool = False) -> str:
    """A code of ``length`` letters and digits, in capitals; empty only where that is said."""
    text = word(row, column, 20, may_be_empty=may_be_empty).upper()
    if not text:
        return text
    allowed = range(length, length + 1) if isinstance(length, int) else length
    if not (text.isascii() and text.isalnum()) or len(text) not in allowed:
        raise BadLine(f"{column}: {text!r} is not a code")
    return text


def whole(row: Row, column: str) -> int:
    """A count; empty is zero."""
    text = row[column].strip() or "0"
    if not (text.isascii() and text.isdigit()) or int(text) > MOST_IN_AN_INTEGER:
        raise BadLine(f"{column}: {text!r} is not a count")
    return int(text)


def coordinates(row: Row) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees; both empty when the place is not known."""
    typed = row["latitude"].strip(), row["longitude"].strip()
    if typed == ("", ""):
        return None, None
    try:
        latitude, longitude = float(typed[0]), float(typed[1])
    except ValueError:
        raise BadLine(f"latitude, longitude: {typed!r} are not degrees") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadLine(f"latitude, longitude: {typed!r} are nowhere on Earth")
    return latitude, longitude

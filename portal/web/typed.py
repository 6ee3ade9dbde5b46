"""A page as a browser posts it, flat: kept as it was typed, grown and shrunk by a row.

Everything a page of a journey shows is such data, wherever it comes from (a draft, a file, a certificate), so that what a
person typed comes back letter for letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

Typed = dict[str, list[str]]
LONGEST, MOST_WORDS = 600, 12
"""Letters kept of one field, and boxes kept of one question: more than any answer needs."""


def as_posted(typed: Typed) -> QueryDict:
    """For the forms, which read what browsers post."""
    posted = QueryDict(mutable=True)
    for name, words in typed.items():
        posted.setlist(name, words)
    return posted


def kept(posted: Mapping[str, Any], names: Iterable[str]) -> Typed:
    """The fields ``names`` of what was posted, cut to a reasonable length; what is absent stays absent."""
    return {name: _cut(posted, name) for name in names if name in posted}


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page that begin with ``prefix``: the fields of each, and how many there can be."""

    prefix: str
    fields: tuple[str, ...]
    most: int

    def count(self, posted: Mapping[str, Any]) -> int:
        """How many rows; whatever a stranger wrote there, between 0 and ``most``."""
        written = next(reversed(_list(posted, f"{self.prefix}-TOTAL_FORMS")), "")
        return min(int(written), self.most) if written.isascii() and written.isdigit() and len(written) < 5 else 0

    def read(self, posted: Mapping[str, Any]) -> list[Typed]:
        """Each row by the names of its fields."""
        return [self._row(posted, index) for index in range(self.count(posted))]

    def written(self, rows: Iterable[Typed]) -> Typed:
        """The rows as they are posted: one blank row at least, ``most`` at the most."""
        rows = list(rows)[: self.most] or [{}]
        flat = {f"{self.prefix}-{at}-{name}": words for at, row in enumerate(rows) for name, words in row.items()}
        return self._total(len(rows)) | flat

    def kept(self, posted: Mapping[str, Any]) -> Typed:
        """What a draft keeps of the rows that were posted."""
        rows = self.read(posted)
        return self.written(rows) if rows else self._total(0)

    def replaced(self, typed: Typed, rows: Iterable[Typed]) -> Typed:
        """``typed`` with these rows in place of its own."""
        others = {name: words for name, words in typed.items() if not name.startswith(f"{self.prefix}-")}
        return others | self.written(rows)

    def more(self, typed: Typed) -> Typed:
        """One more blank row, while there is room."""
        return typed | self._total(min(self.count(typed) + 1, self.most))

    def less(self, typed: Typed, gone: int) -> Typed:
        """Without row ``gone``; the rows below move up."""
        return self.replaced(typed, [row for at, row in enumerate(self.read(typed)) if at != gone])

    def _total(self, total: int) -> Typed:
        return {f"{self.prefix}-TOTAL_FORMS": [str(total)], f"{self.prefix}-INITIAL_FORMS": ["0"]}

    def _row(self, posted: Mapping[str, Any], at: int) -> Typed:
        names = {name: f"{self.prefix}-{at}-{name}" for name in self.fields}
        return {name: _cut(posted, flat) for name, flat in names.items() if flat in posted}


def changed(typed: Typed, rows: Mapping[str, Rows], action: str, where: str) -> Typed:
    """``typed`` with a row more (``add``, ``jobs``) or less (``remove``, ``jobs:2``); a button that we did not make changes
    nothing."""
    prefix, _colon, row = where.partition(":")
    if prefix not in rows:
        return typed
    if action == "add":
        return rows[prefix].more(typed)
    return rows[prefix].less(typed, int(row[:4])) if row.isascii() and row.isdigit() else typed


def _cut(posted: Mapping[str, Any], name: str) -> list[str]:
    """JSON columns refuse the null character; nothing a person types holds one."""
    return [str(each)[:LONGEST].replace("\x00", "") for each in _list(posted, name)[:MOST_WORDS]]


def _list(posted: Mapping[str, Any], name: str) -> list[str]:
    return posted.getlist(name) if isinstance(posted, QueryDict) else list(posted.get(name, []))

"""Reading an official file: its columns found by name, its bad lines said one by one."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal.reference.sources import BadLine, Fields, Source
from portal.refusals import Refused

MOST_BYTES = 200 * 1024 * 1024
SEPARATORS = (",", ";", "\t")


class WrongFile(Refused):
    """Not the file that its name promises.  ``sentence`` is for the operator, in English as every command."""

    code = "wrong_file"


@dataclass
class Reading:
    """What a file said: its good lines by number, and the bad ones with the reason."""

    source: Source
    path: Path
    sha256: str
    lines: dict[int, Fields] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)
    rows_read: int = 0


def find(source: Source, folder: Path) -> Path | None:
    """The file of ``source`` in ``folder`` or below it; None when there is none.  Refused: ``WrongFile`` (several)."""
    found = sorted(path for path in folder.rglob(source.pattern) if path.is_file())
    if len(found) > 1:
        names = ", ".join(str(path.relative_to(folder)) for path in found)
        raise WrongFile(f"{source.name}: several files could be it ({names}). Keep one.")
    return found[0] if found else None


def read(source: Source, path: Path) -> Reading:
    """Every line of ``path``.  A bad line is kept with its number and its reason.  Refused: ``WrongFile``."""
    text, sha256 = _text_of(path)
    reading = Reading(source, path, sha256)
    known: dict[str, int] = {}
    for number, row in _rows(source, path, text):
        reading.rows_read += 1
        try:
            fields = source.read(_whole(row))
            if fields is None:
                continue
            key = str(fields[source.key])
            if key in known:
                raise BadLine(f"{key} stands already on line {known[key]}")
        except BadLine as bad:
            reading.refused.append((number, str(bad)))
            continue
        known[key] = number
        reading.lines[number] = fields
    if not reading.rows_read:
        raise WrongFile(f"{path.name}: no line after the names of the columns.")
    return reading


def _text_of(path: Path) -> tuple[str, str]:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise WrongFile(f"{path.name}: {size:,} bytes, more than any official file.")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise WrongFile(f"{path.name}: line {line} is not UTF-8 text. Save the file in UTF-8.") from wrong
    if "\0" in text:
        raise WrongFile(f"{path.name}: this is not a text file.")
    return text, hashlib.sha256(data).hexdigest()


def _rows(source: Source, path: Path, text: str) -> Iterator[tuple[int, dict]]:
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        missing = [column for column in source.needs if column not in (reader.fieldnames or ())]
        if missing:
            raise WrongFile(
                f"{path.name}: the column {missing[0]!r} is missing. Is it really the file of {source.name}?"
            )
        for row in reader:
            yield reader.line_num, row
    except csv.Error as wrong:
        raise WrongFile(f"{path.name}: line {reader.line_num} is not CSV ({wrong}).") from wrong


def _whole(row: dict) -> dict[str, str]:
    if None in row or None in row.values():
        raise BadLine("not as many fields as there are columns")
    return row

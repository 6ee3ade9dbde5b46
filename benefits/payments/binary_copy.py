"""Rows between PostgreSQL and NumPy by binary COPY: a slice of people in a few milliseconds.

Every value here has a fixed width, so a slice is one structured array, read and written whole.  Dates are days, instants
microseconds, both since 2000-01-01 as PostgreSQL counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, cast

import numpy as np
from django.db import models

from portal.months import Month

SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)  # no flags, no extension
TRAILER = b"\xff\xff"
DAY_ZERO = date(2000, 1, 1)
INSTANT_ZERO = datetime(2000, 1, 1, tzinfo=UTC)

WIDTHS = {
    "SmallIntegerField": ">i2",
    "IntegerField": ">i4",
    "BigIntegerField": ">i8",
    "ForeignKey": ">i8",
    "BooleanField": ">i1",
    "DateField": ">i4",
    "MonthField": ">i4",
    "DateTimeField": ">i8",
}


def read(cursor: Any, query: str, params: Any, names: Sequence[str]) -> dict[str, np.ndarray]:
    """The answer of ``query``, whose columns are all ``bigint`` and never null, as one ``int64`` array a name."""
    buffer = BytesIO()
    inner = cursor.mogrify(query, params).decode()
    cursor.copy_expert(f"COPY ({inner}) TO STDOUT (FORMAT binary)", buffer)
    row = np.dtype([("fields", ">i2"), *((part, kind) for name in names for part, kind in _cell(name, ">i8"))])
    body = memoryview(buffer.getbuffer())[len(SIGNATURE) : -len(TRAILER)]
    if len(body) % row.itemsize:
        raise ValueError("a column of the query is null or is not a bigint")
    rows = np.frombuffer(body, dtype=row)
    return {name: rows[name].astype(np.int64) for name in names}


def write(cursor: Any, model: type[models.Model], columns: Mapping[str, Any], count: int) -> None:
    """Add ``count`` rows: by field name, an ``int64`` array, or one value for all of them (number, date, instant, text).

    Refuses (``OverflowError``) a number that its column cannot hold: a cast would make another of it in silence.
    """
    fields = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in columns]
    cells = [_prepared(field, columns[field.name]) for field in fields]
    row = np.dtype(
        [
            ("fields", ">i2"),
            *(part for field, (kind, _) in zip(fields, cells, strict=True) for part in _cell(field.name, kind)),
        ]
    )
    rows = np.empty(count, dtype=row)
    rows["fields"] = len(fields)
    for field, (kind, values) in zip(fields, cells, strict=True):
        rows[f"{field.name} width"] = np.dtype(kind).itemsize
        if values is not None:
            rows[field.name] = values
    names = ", ".join(f'"{field.column}"' for field in fields)
    buffer = BytesIO(b"".join((SIGNATURE, rows.tobytes(), TRAILER)))
    cursor.copy_expert(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN (FORMAT binary)', buffer, size=1 << 20)


def array_literal(values: np.ndarray) -> str:
    """``{1,2,3}``: a parameter that PostgreSQL reads faster than a list of twenty thousand constants."""
    return "{" + ",".join(map(str, values.tolist())) + "}"


def _cell(name: str, kind: str) -> list[tuple[str, str]]:
    """A value stands after its width; a text of no letters is a width alone."""
    return [(f"{name} width", ">i4")] + ([] if kind == "S0" else [(name, kind)])


def _prepared(field: models.Field, value: Any) -> tuple[str, Any]:
    """The width of a column and what to put in it (None when there is nothing to put)."""
    if isinstance(value, str):
        text = value.encode()
        return f"S{len(text)}", text or None
    kind = WIDTHS[type(field).__name__]
    if isinstance(value, Month):
        value = value.first
    if isinstance(value, datetime):
        value = (value - INSTANT_ZERO) // (datetime.resolution)
    elif isinstance(value, date):
        value = (value - DAY_ZERO).days
    limits = np.iinfo(kind)
    if np.min(value) < limits.min or np.max(value) > limits.max:
        raise OverflowError(f"{field.name} cannot hold {np.min(value)} to {np.max(value)}")
    return kind, value

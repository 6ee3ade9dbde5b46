"""Rows by the million, made by PostgreSQL from a series: for benchmarks and load tests, never for real people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import NOT_PROVIDED

PREFIX = "V"
"""Identifiers of these people: ``V00000001``… which ``portal.accounts`` gives to nobody."""


def insert(
    cursor: Any, model: type[models.Model], values: Mapping[str, str], source: str, params: Sequence[Any] = ()
) -> int:
    """``INSERT … SELECT`` one row of ``model`` for each row of ``source`` (what follows FROM); how many.

    ``values`` gives the SQL of each field that matters; the others take the default that the model gives them.
    """
    columns, expressions, constants = [], [], []
    for field in model._meta.local_concrete_fields:
        if field.name in values:
            columns.append(field.column)
            expressions.append(values[field.name])
        elif field.default is not NOT_PROVIDED or (
            field.empty_strings_allowed and not field.null and not field.primary_key
        ):
            columns.append(field.column)
            expressions.append("%s")
            constants.append(field.get_db_prep_save(field.get_default(), cursor.db))
    names = ", ".join(f'"{column}"' for column in columns)
    query = f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(expressions)} FROM {source}'  # noqa: S608  (our own SQL)
    cursor.execute(query, [*constants, *params])
    return int(cursor.rowcount)


def bounds(first: int, last: int) -> tuple[str, str]:
    """The identifiers of the people from ``first`` to ``last``, both included."""
    return f"{PREFIX}{first:08d}", f"{PREFIX}{last:08d}"

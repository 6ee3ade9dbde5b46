"""What must hold of the rows of a room at any instant: named queries, each of which finds the ids that break it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection


def broken(invariants: Mapping[str, str], *, limit: int = 20) -> dict[str, list[int]]:
    """Those of ``invariants`` (our own SQL by name) that do not hold, each with at most ``limit`` ids; empty when all is well."""
    found = {}
    with connection.cursor() as cursor:
        for name, query in invariants.items():
            cursor.execute(f"SELECT * FROM ({query}) broken LIMIT {int(limit)}")  # noqa: S608  (our own queries)
            if rows := [row[0] for row in cursor.fetchall()]:
                found[name] = rows
    return found

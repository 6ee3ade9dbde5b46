"""From lines to rows, all at once: COPY into a temporary table, then one statement that adds and changes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from portal.reference.files import Reading


@dataclass(frozen=True)
class Outcome:
    """What became of a file."""

    reading: Reading
    added: int
    changed: int
    refused: tuple[tuple[int, str], ...]
    """Line number and reason, in the order of the file."""

    @property
    def left_out(self) -> int:
        """Lines that say nothing of use here: a former commune, a head office."""
        return self.reading.rows_read - len(self.reading.lines) - len(self.refused)

    @property
    def unchanged(self) -> int:
        return len(self.reading.lines) - self.added - self.changed


def load(reading: Reading) -> Outcome:
    """Add and change rows, in the caller's transaction.  A row that the file no longer holds stays: others point at it.

    Lines that point at nothing known are refused.  The same file again changes nothing.
    """
    if not reading.lines:
        return Outcome(reading, 0, 0, tuple(reading.refused))
    arrival = Arrival(reading)
    with connection.cursor() as cursor:
        arrival.copy(cursor)
        lost = arrival.refuse_lost(cursor)
        added, changed = arrival.settle(cursor)
        cursor.execute(f"DROP TABLE {arrival.name}")
        if added or changed:
            cursor.execute(f"ANALYZE {arrival.table}")  # the planner would take the table for what it was
    for number, _why in lost:
        del reading.lines[number]
    return Outcome(reading, added, changed, tuple(sorted([*reading.refused, *lost])))


class Arrival:
    """The temporary table of one file.  Every name in its SQL is one of our own models', never the file's."""

    def __init__(self, reading: Reading) -> None:
        self.reading, source = reading, reading.source
        meta = source.model._meta
        self.name, self.table = f'"arrival_{source.name}"', f'"{meta.db_table}"'
        self.fields: list[Any] = [meta.get_field(name) for name in next(iter(reading.lines.values()))]
        self.defaults: dict[Any, Any] = {meta.get_field(name): value for name, value in source.defaults.items()}
        self.key: Any = meta.get_field(source.key)
        self.columns = ", ".join(f'"{each.column}"' for each in self.fields)

    def copy(self, cursor: Any) -> None:
        cursor.execute(f"CREATE TEMP TABLE {self.name} AS SELECT {self.columns} FROM {self.table} WITH NO DATA")  # noqa: S608
        cursor.execute(f"ALTER TABLE {self.name} ADD COLUMN line integer")
        content = io.StringIO("".join(self._written()))
        cursor.copy_expert(f"COPY {self.name} (line, {self.columns}) FROM STDIN (FORMAT csv, NULL '\\N')", content)
        cursor.execute(f"ANALYZE {self.name}")

    def refuse_lost(self, cursor: Any) -> list[tuple[int, str]]:
        """Take away the lines that point at nothing, again until none does: a line may point at another one."""
        lost: list[tuple[int, str]] = []
        before = -1
        while len(lost) > before:
            before = len(lost)
            for each in self.fields:
                if isinstance(each, models.ForeignKey):
                    lost += self._lost_by(cursor, each)
        return lost

    def _lost_by(self, cursor: Any, link: Any) -> list[tuple[int, str]]:
        there = f'SELECT "{link.target_field.column}" FROM "{link.related_model._meta.db_table}"'  # noqa: S608
        if link.related_model is self.reading.source.model:
            there += f' UNION SELECT "{self.key.column}" FROM {self.name}'  # noqa: S608
        cursor.execute(
            f'DELETE FROM {self.name} WHERE "{link.column}" IS NOT NULL AND "{link.column}" NOT IN ({there})'  # noqa: S608
            f' RETURNING line, "{link.column}"'
        )
        return [(line, f"{link.name}: {value!r} is not known") for line, value in cursor.fetchall()]

    def settle(self, cursor: Any) -> tuple[int, int]:
        """Rows added, rows changed."""
        kept = [each.column for each in self.fields if each is not self.key]
        new = ", ".join(f'"{each.column}"' for each in self.defaults)
        marks = "".join(", %s" for _ in self.defaults)
        known = ", ".join(f'was."{column}"' for column in kept)
        given = ", ".join(f'excluded."{column}"' for column in kept)
        changes = ", ".join(f'"{column}" = excluded."{column}"' for column in kept)
        cursor.execute(
            f"INSERT INTO {self.table} AS was ({self.columns}{', ' if new else ''}{new})"  # noqa: S608
            f" SELECT {self.columns}{marks} FROM {self.name} ORDER BY line"
            f' ON CONFLICT ("{self.key.column}") DO UPDATE SET {changes} WHERE ({known}) IS DISTINCT FROM ({given})'
            " RETURNING xmax = 0",
            [each.get_db_prep_save(value, connection) for each, value in self.defaults.items()],
        )
        added = [is_new for (is_new,) in cursor.fetchall()]
        return sum(added), len(added) - sum(added)

    def _written(self) -> Iterator[str]:
        names = [each.name for each in self.fields]
        for number, fields in self.reading.lines.items():
            yield f"{number},{','.join(cell(fields[name]) for name in names)}\n"


def cell(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, list):
        value = "{" + ",".join(value) + "}"
    return '"' + str(value).replace('"', '""') + '"'

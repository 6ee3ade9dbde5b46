"""Questions asked at every request: the ORM writes their SQL once a process, afterwards only the values change.

For one row by its index, the ORM spends about four times longer writing the SQL than the round trip takes.  Queries asked a
few times a day have no need of this.

    _OPEN = Prepared(lambda given: Window.objects.filter(month=given("month")))
    _OPEN.first(month=month.first)

The clock asks this way too, before it rings for nothing: ``_LATE.any(now=now)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Blank(Expression):
    """The place of a value in a prepared query."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)  # itself among the parameters, where ``Prepared`` finds it again


class Prepared(Generic[Row]):
    """``make`` receives ``Blank`` to name what changes, and builds the queryset the first time it is asked.

    Values are given as the driver takes them (ids, dates, instants), by the names of the blanks.  ``select_related`` and
    ``prefetch_related`` have no effect here: read the relation, or give the row that is already known.
    """

    def __init__(self, make: Callable[[Any], QuerySet[Row]]) -> None:
        self._make = make

    @cached_property
    def _written(self) -> _Written[Row]:
        return _Written(self._make(Blank))

    def __call__(self, **values: Any) -> list[Row]:
        """The rows, read now."""
        return self._written.ask(values)

    def first(self, **values: Any) -> Row | None:
        """The first row, in the order of the queryset, or None."""
        found = self(**values)
        return found[0] if found else None

    def any(self, **values: Any) -> bool:
        """Is there any such row?  Reads none: for a clock that asks again each minute what is due."""
        sql, parameters = self._asked
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(parameters, values))
            return cursor.fetchone() is not None

    @cached_property
    def _asked(self) -> tuple[str, Sequence[Any]]:
        queryset = self._make(Blank)
        return queryset.query.exists().get_compiler(queryset.db).as_sql()


class _Written(Generic[Row]):
    """The SQL of a queryset, and how its columns become rows: what ``QuerySet`` works out again at each reading."""

    def __init__(self, queryset: QuerySet[Row]) -> None:
        self.model = queryset.model
        self.compiler = queryset.query.get_compiler(queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()
        columns = [column for column, *_sql in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)
        self.fields = [columns[at].target.attname for at in self.compiler.klass_info["select_fields"]]
        self.annotations = self.compiler.annotation_col_map

    def ask(self, values: dict[str, Any]) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, _filled(self.parameters, values))
            rows = cursor.fetchall()
        return [self._row(row) for row in self.compiler.apply_converters(rows, self.converters)]

    def _row(self, columns: list[Any]) -> Row:
        """Fields come first, as ``ModelIterable`` of Django relies on too."""
        row = self.model.from_db(connection.alias, self.fields, columns[: len(self.fields)])
        for name, at in self.annotations.items():
            setattr(row, name, columns[at])
        return row


def _filled(parameters: Sequence[Any], values: dict[str, Any]) -> list[Any]:
    return [values[each.name] if isinstance(each, Blank) else each for each in parameters]

"""Questions asked at every request: the ORM writes their SQL once a process, afterwards only the values change.

For one row by its index, the ORM spends about four times longer writing the SQL than the round trip takes.  Queries asked a
few times a day have no need of this.

    _OPEN = Prepared(lambda given: Window.objects.filter(month=given("month")))
    _OPEN.first(month=month.first)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db.models import Expression, Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Blank(Expression):
    """The place of a value in a prepared query."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, *_compiler_and_connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]  # itself among the parameters, where ``Prepared`` finds it again


class Prepared(Generic[Row]):
    """``make`` receives ``Blank`` to name what changes, and builds the queryset the first time it is asked.

    Values are given as the driver takes them (ids, dates, instants), by the names of the blanks.  ``select_related`` and
    ``prefetch_related`` have no effect here: read the relation, or give the row that is already known.
    """

    def __init__(self, make: Callable[[type[Blank]], QuerySet[Row]]) -> None:
        self._make = make

    @cached_property
    def _written(self) -> tuple[type[Row], str, tuple[Any, ...]]:
        queryset = self._make(Blank)
        sql, parameters = queryset.query.sql_with_params()
        return queryset.model, sql, parameters

    def __call__(self, **values: Any) -> list[Row]:
        """The rows, read now."""
        model, sql, parameters = self._written
        given = [values[each.name] if isinstance(each, Blank) else each for each in parameters]
        return list(model._default_manager.raw(sql, given))

    def first(self, **values: Any) -> Row | None:
        """The first row, in the order of the queryset, or None."""
        found = self(**values)
        return found[0] if found else None

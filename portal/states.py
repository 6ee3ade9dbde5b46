"""States move in one place: locked, checked against the table, written, audited.

A room writes its table beside its ``TextChoices``: ``TRANSITIONS = {State.DRAFT: {State.FILED, State.MISSED}, …}``.
``manage.py state_diagrams`` draws ``docs/states/`` from these tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db import models, transaction

from portal.audit import services as audit
from portal.prepared import Prepared
from portal.refusals import Refused

Row = TypeVar("Row", bound=models.Model)

Transitions = Mapping[Any, set[Any]]
"""state → the states it may move to; keys and values are members of the room's own ``TextChoices``."""


class IllegalTransition(Refused):
    """The table has no arrow between these two states."""

    code = "illegal_transition"


@dataclass(frozen=True)
class Machine:
    """One state machine, registered for the diagrams and the tests."""

    model: type[models.Model]
    transitions: Transitions
    field: str = "state"

    @cached_property
    def locked(self) -> Prepared[Any]:
        """The row of one key, held until the end of the transaction."""
        rows = self.model._default_manager
        return Prepared(lambda given: rows.select_for_update(of=("self",)).filter(pk=given("pk")))


_machines: dict[type[models.Model], Machine] = {}


def machine(model: type[models.Model], transitions: Transitions, field: str = "state") -> Machine:
    """Register the table of ``model``; called once, under the model."""
    _machines[model] = Machine(model, transitions, field)
    return _machines[model]


def machines() -> tuple[Machine, ...]:
    return tuple(_machines.values())


def allowed(row: models.Model, to: str) -> bool:
    """Does the table have an arrow from the state of ``row`` to ``to``?"""
    known = _machines[type(row)]
    return to in known.transitions.get(getattr(row, known.field), set())


def transition(row: Row, to: str, *, actor: Any, reason: str = "", **changes: Any) -> Row:
    """Lock ``row``, move it to ``to`` with ``changes`` on other columns, audit the act; return the fresh row.

    Refused with ``IllegalTransition`` when the table has no such arrow.  ``actor`` is a User, or None for the system.
    """
    known = _machines[type(row)]
    with transaction.atomic():
        (locked,) = known.locked(pk=row.pk)
        _keep_relations(row, locked)
        before = getattr(locked, known.field)
        if to not in known.transitions.get(before, set()):
            raise IllegalTransition(f"{type(row).__name__}: {before} → {to}", before=before, to=to)
        setattr(locked, known.field, to)
        for name, value in changes.items():
            setattr(locked, name, value)
        locked.save(update_fields=[known.field, *changes])
        audit.record(
            action=f"{row._meta.label_lower}.{to}",
            target=locked,
            actor=actor,
            reason=reason,
            details={"from": str(before)},
        )
    return locked


def _keep_relations(known: models.Model, fresh: models.Model) -> None:
    """What was already read of the row's relations is not read again, as long as they still point to the same rows."""
    for field in fresh._meta.concrete_fields:
        if (
            isinstance(field, models.ForeignKey)
            and field.is_cached(known)
            and getattr(known, field.attname) == getattr(fresh, field.attname)
        ):
            field.set_cached_value(fresh, field.get_cached_value(known))

"""Taking back what was given and nobody has used: counted, answered for by two people, carried out by slices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from benefits.entitlements.services import extending
from benefits.extensions.models import Extension, Reversal, ReversalState, Slice, SliceState, State
from benefits.extensions.permissions import check_may_answer
from benefits.extensions.services.drafting import FourEyes
from benefits.extensions.services.execution import TRIES, through_indexes
from portal.audit import services as audit
from portal.refusals import Refused
from portal.states import transition

WOULD_TAKE = """
    SELECT count(*), coalesce(sum(least(x.days, e.days_left)), 0), coalesce(sum(x.days - least(x.days, e.days_left)), 0)
    FROM extensions_extended x JOIN entitlements_entitlement e ON e.id = x.entitlement_id WHERE x.extension_id = %s
"""

TAKE = """
    given AS (
        SELECT x.entitlement_id, x.days, x.ended_on, e.days_left
        FROM extensions_extended x JOIN entitlements_entitlement e ON e.id = x.entitlement_id
        WHERE x.extension_id = %(extension)s AND x.entitlement_id BETWEEN %(first)s AND %(last)s
        ORDER BY x.entitlement_id FOR NO KEY UPDATE OF e
    ), noted AS (
        INSERT INTO extensions_takenback (extension_id, entitlement_id, days, consumed)
        SELECT %(extension)s, entitlement_id, least(days, days_left), days - least(days, days_left) FROM given
        ON CONFLICT (entitlement_id, extension_id) DO NOTHING
        RETURNING entitlement_id, days, consumed
    ), taken AS (
        SELECT noted.entitlement_id, noted.days::int, given.ended_on + noted.consumed AS ended_on
        FROM noted JOIN given USING (entitlement_id) WHERE noted.days > 0
    )
"""
"""The days given are the last to be used: what is left of them is what is left of the right, and no more than was given."""

Report = Callable[[Slice], None]


class NothingToReverse(Refused):
    """Only an extension that is done and was not taken back can be."""

    code = "nothing_to_reverse"


def prepare_reversal(*, extension: Extension, legal_reference: str, why: str, actor: Any, now: datetime) -> Reversal:
    """Count what could be taken back and what people have already used.  Nothing moves until a second person releases it.

    Refused: ``NothingToReverse`` unless the extension is done and no reversal is prepared, or without a text and a reason;
    ``NotAnswerable``.
    """
    check_may_answer(actor)
    with transaction.atomic(), connection.cursor() as cursor:
        extension = Extension.objects.select_for_update().get(pk=extension.pk)
        if extension.state != State.DONE or extension.reversals.live().exists():
            raise NothingToReverse(_("Seule une prolongation terminée, et pas encore reprise, peut l’être."))
        if not (legal_reference.strip() and why.strip()):
            raise NothingToReverse(_("Il faut un texte ou une décision, et une raison en mots simples."))
        cursor.execute("SET LOCAL statement_timeout = 0")  # every line of the extension is read once
        cursor.execute(WOULD_TAKE, [extension.pk])
        rights, days, consumed = cursor.fetchone()
        reversal = Reversal.objects.create(
            extension=extension, legal_reference=legal_reference.strip(), why=why.strip(), rights=rights, days=days,
            consumed_days=consumed, prepared_by=actor, prepared_at=now,
        )  # fmt: skip
        details = {"rights": rights, "days": int(days), "consumed": int(consumed)}
        audit.record(action="extension.reversal_prepared", target=reversal, actor=actor, details=details)
    return reversal


def release_reversal(*, reversal: Reversal, actor: Any, now: datetime) -> Reversal:
    """A second person lets it happen.  Refused: ``FourEyes`` to whoever prepared it; the database refuses it too."""
    check_may_answer(actor)
    if reversal.prepared_by_id == actor.pk:
        raise FourEyes(_("Vous avez préparé cette reprise : une autre personne doit la libérer."))
    return transition(reversal, ReversalState.RELEASED, actor=actor, released_by=actor, released_at=now)


def cancel_reversal(*, reversal: Reversal, actor: Any, reason: str, now: datetime) -> Reversal:
    """Before it is released: nobody loses anything."""
    check_may_answer(actor)
    return transition(reversal, ReversalState.CANCELLED, actor=actor, reason=reason)


def take_back(*, reversal: Reversal, now: datetime, actor: Any = None, report: Report | None = None) -> Reversal:
    """Carry out what is left of a released reversal; any number of workers may, at once.  The last one ends it."""
    while (done := take_back_next(reversal=reversal, now=now, actor=actor)) is not None:
        if report:
            report(done)
    return finish_reversal(reversal=reversal, now=now, actor=actor)


def take_back_next(*, reversal: Reversal, now: datetime, actor: Any = None) -> Slice | None:
    """Take back the days of one slice that nobody holds; None when none is left to claim."""
    for left in reversed(range(TRIES)):
        try:
            return _next(reversal, now, actor)
        except DatabaseError:
            if not left:
                raise
    return None


def finish_reversal(*, reversal: Reversal, now: datetime, actor: Any = None) -> Reversal:
    """Done, and its extension with it, once every slice is taken back; as it was otherwise."""
    with transaction.atomic():
        reversal = Reversal.objects.select_for_update(of=("self",)).select_related("extension").get(pk=reversal.pk)
        given = reversal.extension.slices.filter(state=SliceState.DONE)
        if reversal.state == ReversalState.RELEASED and not given.exists():
            transition(reversal.extension, State.REVERSED, actor=actor)
            return transition(reversal, ReversalState.DONE, actor=actor, done_at=now)
        return reversal


def _next(reversal: Reversal, now: datetime, actor: Any) -> Slice | None:
    with transaction.atomic():
        if not Reversal.objects.under_way().filter(pk=reversal.pk).exists():
            return None
        given = Slice.objects.select_for_update(skip_locked=True).filter(extension=reversal.extension_id)
        claimed = given.filter(state=SliceState.DONE).order_by("number").first()
        if claimed is None:
            return None
        through_indexes()
        keys = {"extension": claimed.extension_id, "first": claimed.first_id, "last": claimed.last_id}
        rights, days = extending.take_days(TAKE, keys)
        claimed.state, claimed.taken_back_at = SliceState.TAKEN_BACK, now
        claimed.taken_days, claimed.consumed_days = days, (claimed.extended_days or 0) - days
        claimed.save(update_fields=["state", "taken_back_at", "taken_days", "consumed_days"])
        details = {"rights": rights, "days": days}
        audit.record(action="extension.slice_taken_back", target=claimed, actor=actor, details=details)
        return claimed

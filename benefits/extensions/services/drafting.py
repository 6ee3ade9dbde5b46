"""Before anything happens: write the rule down, count what it would do, answer for it, release it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from benefits.extensions import rules
from benefits.extensions.models import Band, Extension, Slice, State
from benefits.extensions.models.extension import EXTENDABLE
from benefits.extensions.permissions import check_may_answer
from benefits.extensions.rules import Period
from benefits.extensions.services import cohort
from portal import clock
from portal.audit import services as audit
from portal.refusals import Refused
from portal.states import transition

SLICE = 10_000
"""Rights of one transaction: a few tenths of a second, and what a killed worker does again."""
FRESH_FOR = timedelta(days=2)
"""A count older than this no longer says what would happen: months were declared and paid since."""

GATHER = f"""
    CREATE TEMP TABLE extension_members ON COMMIT DROP AS
    SELECT e.*, {cohort.MAY_REOPEN} AS may_reopen FROM ({cohort.ALL}) e
"""  # noqa: S608  (constants only)

BANDS = """
    UPDATE extensions_band band SET counted = found.count, counted_cents = found.cents
    FROM (SELECT b.id, count(m.id) AS count, coalesce(sum(m.days::bigint * m.daily_cents), 0) AS cents
          FROM extensions_band b LEFT JOIN extension_members m ON m.band_id = b.id AND m.may_reopen
          WHERE b.extension_id = %(extension)s GROUP BY b.id) found
    WHERE band.id = found.id
"""

CUT = """
    INSERT INTO extensions_slice (extension_id, number, state, first_id, last_id, counted)
    SELECT %(extension)s, number + 1, 'waiting', min(id), max(id), count(*)
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(size)s AS number FROM extension_members WHERE may_reopen) m
    GROUP BY number ORDER BY number
"""

WEEKS = """
    SELECT date_trunc('week', ends_on)::date AS week, count(*) FROM extension_members WHERE may_reopen GROUP BY 1 ORDER BY 1
"""


class FourEyes(Refused):
    """One person cannot answer for an extension alone."""

    code = "four_eyes"


class NotARule(Refused):
    """Nobody could tell from it who is given what."""

    code = "not_an_extension"


class CountIsOld(Refused):
    """What was checked is not what would happen now."""

    code = "count_is_old"


def draft(
    *,
    legal_reference: str,
    legal_on: date,
    why: str,
    schemes: Sequence[int],
    states: Sequence[str],
    periods: Sequence[Period],
    actor: Any,
    now: datetime,
    departments: Sequence[str] = (),
) -> Extension:
    """Write down an extension of rights: the text that decides it, and how many days for the rights that end in each period.

    Days are whole; ends are Europe/Paris days.  ``departments`` none: everywhere.  Refused: ``NotARule`` without a text, a
    reason, a scheme, a state or a period, with periods that overlap, or with an unknown department; ``NotAnswerable``.
    """
    check_may_answer(actor)
    if not (legal_reference.strip() and why.strip() and schemes and periods) or not set(states) <= set(EXTENDABLE):
        raise NotARule(_("Il faut un texte, une raison, au moins une allocation, un état et une période."))
    if not states or any(each.days <= 0 or each.ends_from > each.ends_through for each in periods):
        raise NotARule(_("Chaque période a un début, une fin et au moins un jour à ajouter."))
    if rules.overlap(periods):
        raise NotARule(_("Deux périodes se recouvrent : un même droit recevrait deux nombres de jours."))
    if unknown := rules.unknown_departments(departments):
        raise NotARule(_("Département inconnu : %(codes)s.") % {"codes": ", ".join(unknown)})
    with transaction.atomic():
        extension = Extension.objects.create(
            legal_reference=legal_reference.strip(), legal_on=legal_on, why=why.strip(), schemes=list(schemes),
            states=list(states), departments=list(departments), drafted_by=actor, drafted_at=now,
        )  # fmt: skip
        Band.objects.bulk_create(Band(extension=extension, **period._asdict()) for period in periods)
        audit.record(action="extension.drafted", target=extension, actor=actor, details={"periods": len(periods)})
    return extension


def count(*, extension: Extension, actor: Any, now: datetime) -> Extension:
    """Say what it would do, without doing it: rights and cents by period, rights by week of their end; and freeze the rule.

    Counting again replaces the figures, and whoever had checked the former ones checks again.  One reading of all the rights, some
    seconds a million.  Refused: ``NotAnswerable``, and ``IllegalTransition`` once it is released.
    """
    check_may_answer(actor)
    as_of = clock.day_of(now)
    with transaction.atomic(), connection.cursor() as cursor:
        extension = Extension.objects.select_for_update().get(pk=extension.pk)
        if extension.state != State.DRAFT:
            extension = transition(extension, State.DRAFT, actor=actor, checked_by=None, checked_at=None)
        Slice.objects.filter(extension=extension).delete()
        keys = cohort.keys(extension, counted_at=now, as_of=as_of)
        cursor.execute("SET LOCAL statement_timeout = 0")  # every right is read once, not a page's few
        cursor.execute(GATHER, keys)
        cursor.execute("ANALYZE extension_members")
        cursor.execute(BANDS, keys)
        cursor.execute(CUT, keys | {"size": SLICE})
        cursor.execute(WEEKS)
        weeks = [[week.isoformat(), rights] for week, rights in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM extension_members WHERE NOT may_reopen")
        [left_out] = cursor.fetchone()
        cursor.execute("DROP TABLE extension_members")
        figures = {"as_of": as_of, "counted_at": now, "histogram": weeks, "left_out": left_out}
        return transition(extension, State.COUNTED, actor=actor, **figures)


def check(*, extension: Extension, actor: Any, now: datetime) -> Extension:
    """``actor`` has compared the figures with the text and answers for them."""
    check_may_answer(actor)
    return transition(extension, State.CHECKED, actor=actor, checked_by=actor, checked_at=now)


def release(*, extension: Extension, actor: Any, now: datetime) -> Extension:
    """A second person lets it happen.  Refused: ``FourEyes`` to whoever drafted or checked it (the database refuses it too), and
    ``CountIsOld`` two days after the count."""
    check_may_answer(actor)
    extension.refresh_from_db()
    if actor.pk in (extension.drafted_by_id, extension.checked_by_id):
        raise FourEyes(_("Vous avez préparé ou contrôlé cette prolongation : une autre personne doit la libérer."))
    if extension.counted_at and now - extension.counted_at > FRESH_FOR:
        raise CountIsOld(_("Le comptage a plus de deux jours : des mois ont été payés depuis. Comptez à nouveau."))
    return transition(extension, State.RELEASED, actor=actor, released_by=actor, released_at=now)


def cancel(*, extension: Extension, actor: Any, reason: str, now: datetime) -> Extension:
    """Before it is released: nothing happens to anybody."""
    check_may_answer(actor)
    return transition(extension, State.CANCELLED, actor=actor, reason=reason)

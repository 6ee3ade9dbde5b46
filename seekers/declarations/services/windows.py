"""Windows: when a month may be declared, and what an operator may do when something breaks."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import services as audit
from portal.months import Month
from portal.prepared import Prepared
from seekers.declarations.calendar import PARIS, WindowDates, window_of
from seekers.declarations.models import Window
from seekers.declarations.services.refusals import CannotExtend, CannotHold
from seekers.declarations.services.words import kept
from seekers.profiles.models import Seeker

LONGEST_REASON = 200
_ROW = Prepared(lambda given: Window.objects.filter(month=given("month")))


@lru_cache(maxsize=512)
def _calendar(month: Month, zone: str) -> WindowDates:
    return window_of(month, zone)


def find_window(month: Month) -> Window:
    """The window of ``month``, read only: its row, or what its row will be.

    ``ValueError`` before the calendar begins (2018).
    """
    return _ROW.first(month=month.first) or _computed(month)


def ensure_window(month: Month) -> Window:
    """The row of ``month``, made from the calendar if need be.  Twice is once."""
    known = Window.objects.filter(month=month).first()
    if known is None:
        Window.objects.bulk_create([_computed(month)], ignore_conflicts=True)
        known = Window.objects.get(month=month)
    return known


def closes_at(window: Window, zone: str) -> datetime:
    """The UTC instant, exclusive, at which ``window`` closes for a person living in ``zone``, extension included."""
    at_home = max(window.closes_at, _calendar(window.month, zone).closes_at)
    return max(at_home, window.extended_to) if window.extended_to else at_home


def is_open(window: Window, seeker: Seeker, now: datetime) -> bool:
    """May ``seeker`` declare by themselves at ``now``?  ``closes_at`` itself is too late."""
    return window.opens_at <= now < closes_at(window, seeker.zone)


def extend_window(*, window: Window, to: datetime, reason: str, actor: Any, now: datetime) -> Window:
    """Keep ``window`` open until ``to`` (UTC, exclusive) for everyone, after an outage.  ``reason`` is shown to people.

    Refused (``CannotExtend``): without a reason, earlier than now or than the closing already announced, or once the
    registrations of those who had not declared have begun to end.
    """
    why = kept(reason, LONGEST_REASON)
    with transaction.atomic():
        locked = _locked(window)
        announced = locked.ends_at
        if not why:
            raise CannotExtend(
                _("Dites pourquoi la période est prolongée, en 200 lettres au plus : les personnes le liront.")
            )
        if to <= announced or to <= now:
            raise CannotExtend(_("La nouvelle fin doit venir après celle qui est annoncée, et après maintenant."))
        if locked.closed_at or locked.closings.exists():
            raise CannotExtend(_("La clôture a commencé : cette période ne peut plus être prolongée."))
        locked.extended_to, locked.extension_reason = to, why
        locked.save(update_fields=["extended_to", "extension_reason"])
        audit.record(
            action="declarations.window_extended", target=locked, actor=actor, reason=why,
            details={"from": announced.isoformat(), "to": to.isoformat()},
        )  # fmt: skip
    return locked


def hold_cessations(*, window: Window, reason: str, actor: Any, now: datetime) -> Window:
    """End no registration for this window until ``release_cessations``: reminders did not arrive, the site was down.

    A slice being written is finished first; none begins after it.
    Refused (``CannotHold``): without a reason, already held, or when everything is already closed.
    """
    why = kept(reason, LONGEST_REASON)
    with transaction.atomic():
        locked = _locked(window)
        if not why:
            raise CannotHold(_("Dites pourquoi les fins d’inscription sont suspendues, en 200 lettres au plus."))
        if locked.held_since or locked.closed_at:
            raise CannotHold(_("Les fins d’inscription de ce mois sont déjà suspendues, ou déjà faites."))
        locked.held_since, locked.hold_reason = now, why
        locked.save(update_fields=["held_since", "hold_reason"])
        audit.record(action="declarations.cessations_held", target=locked, actor=actor, reason=why)
    return locked


def release_cessations(*, window: Window, reason: str, actor: Any, now: datetime) -> Window:
    """Let the closing go on.  Refused (``CannotHold``) when nothing is held or no reason is given."""
    why = kept(reason, LONGEST_REASON)
    with transaction.atomic():
        locked = _locked(window)
        if not why:
            raise CannotHold(_("Dites pourquoi les fins d’inscription reprennent, en 200 lettres au plus."))
        if not locked.held_since:
            raise CannotHold(_("Rien n’est suspendu pour ce mois."))
        held_for = now - locked.held_since
        locked.held_since, locked.hold_reason = None, ""
        locked.save(update_fields=["held_since", "hold_reason"])
        audit.record(
            action="declarations.cessations_released", target=locked, actor=actor, reason=why,
            details={"held_minutes": int(held_for.total_seconds() // 60)},
        )  # fmt: skip
    return locked


def _computed(month: Month) -> Window:
    dates = _calendar(month, PARIS)
    return Window(
        month=month,
        opens_at=dates.opens_at,
        closes_at=dates.closes_at,
        first_transfers_on=dates.first_transfers_on,
        published=dates.published,
    )


def _locked(window: Window) -> Window:
    return Window.objects.select_for_update().get(pk=window.pk)

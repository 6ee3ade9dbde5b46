"""Who may write what month, and the one row that everybody must hold to write it."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.months import Month
from portal.prepared import Blank, Prepared
from seekers.declarations.models import Declaration, Window
from seekers.declarations.services.refusals import NotRegistered, WindowClosed
from seekers.declarations.services.windows import closes_at, find_window, is_open
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration


def _covering(given: type[Blank]) -> QuerySet[Registration]:
    month = SimpleNamespace(first=given("first"), last=given("last"))
    return Registration.objects.covering(month).filter(seeker=given("seeker"))[:1]


_COVERING = Prepared(_covering)
_LOCKED = Prepared(
    lambda given: Declaration.objects.select_for_update(of=("self",)).filter(
        seeker=given("seeker"), month=given("month")
    )
)


def admit(*, seeker: Seeker, month: Month, actor: Any, now: datetime) -> tuple[Window, Registration]:
    """The window and the registration under which ``actor`` may declare ``month`` for ``seeker``.

    Once it has opened, a member of staff may always, but for themselves; the person only until it closes.  Refused:
    ``WindowClosed``, ``NotRegistered``.
    """
    try:
        window = find_window(month)
    except ValueError as too_old:
        raise WindowClosed(_("Ce mois est trop ancien pour être déclaré ici.")) from too_old
    if now < window.opens_at:
        raise WindowClosed(_("Ce mois ne peut pas encore être déclaré."), opens_at=window.opens_at)
    if not is_open(window, seeker, now) and not _by_staff(seeker, actor):
        raise WindowClosed(
            _("La période pour déclarer ce mois est terminée. Un conseiller peut encore vous aider : appelez-nous."),
            closes_at=closes_at(window, seeker.zone),
        )
    registration = _COVERING.first(seeker=seeker.pk, first=month.first, last=month.last)
    if registration is None:
        raise NotRegistered(_("Vous n’aviez pas d’inscription ce mois-là : il n’y a rien à déclarer."))
    return window, registration


def _by_staff(seeker: Seeker, actor: Any) -> bool:
    return bool(actor and actor.is_staff_member and actor.pk != seeker.user_id)


def locked_declaration(seeker: Seeker, month: Month) -> Declaration:
    """The row of this person and month, made if need be, and held until the end of the transaction.

    The unique index decides: fifty requests at once make one row, and forty-nine of them wait for it here.
    """
    found = _LOCKED.first(seeker=seeker.pk, month=month.first)
    if found is None:
        Declaration.objects.bulk_create([Declaration(seeker=seeker, month=month)], ignore_conflicts=True)
        (found,) = _LOCKED(seeker=seeker.pk, month=month.first)
    return found

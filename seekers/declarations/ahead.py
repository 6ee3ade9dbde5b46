"""The month that a person declares next: open now, or the day it opens.  Their home and their claim say the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.home.steps import Step, StepState
from portal.months import Month
from portal.web.templatetags.words import of_month, time_of_day
from seekers.declarations import deadlines, services
from seekers.declarations.forms import named
from seekers.declarations.models import Declaration, State
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration


def last_of(seeker: Seeker) -> Declaration | None:
    """The newest declaration, begun or sent."""
    return Declaration.objects.filter(seeker=seeker).order_by("-month").select_related("current").first()


def to_declare(seeker: Seeker, last: Declaration | None, now: datetime) -> list[Step]:
    """The months to declare now, the oldest first, or when the next one opens; nothing for who has left.

    ``last``: see ``last_of``.  Days are written in the time zone that is active.
    """
    owed = services.owed(seeker, now)
    drafts = {last.month: last} if last is not None and last.state == State.DRAFT else {}
    yours = [_to_declare(seeker, month, drafts.get(month), now) for month in owed]
    if not owed and _stays(seeker, last):
        yours.append(_next_opening(_coming(last, now)))
    return yours


def _to_declare(seeker: Seeker, month: Any, draft: Declaration | None, now: Any) -> Step:
    closes_at = services.closes_at(services.find_window(month), seeker.zone)
    name = {"month": named(month), "of_month": of_month(month)}
    saved_at = draft.draft_saved_at if draft is not None else None
    begun = saved_at is not None
    detail = _("C’est à faire %(until)s.") % {"until": deadlines.until(closes_at)}
    if saved_at is not None:
        saved = _("Enregistré à %(time)s, pas encore envoyé.") % {"time": time_of_day(saved_at)}
        detail = f"{saved} {detail}"
    return Step(
        title=(_("Finir votre déclaration %(of_month)s") if begun else _("Déclarer votre mois %(of_month)s")) % name,
        clock=deadlines.left(closes_at, now),
        detail=detail,
        url=reverse(f"declarations:{resume_at(draft)}", kwargs={"month": month}),
        action=_("Continuer") if begun else _("Déclarer %(month)s") % name,
        state=StepState.NOW,
    )


def _stays(seeker: Seeker, last: Declaration | None) -> bool:
    """Registered, and has not said since that they stop: there is a next month to declare, for who came back too."""
    here = Registration.objects.active().filter(seeker=seeker).values_list("registered_on", flat=True).first()
    if here is None or last is None or last.current is None:
        return here is not None
    return last.current.still_looking or last.month.last < here


def _coming(last: Declaration | None, now: datetime) -> Month:
    """The present month, or the one after what was sent."""
    present = Month.of(clock.day_of(now))
    return max(present, last.month.next) if last is not None and last.state == State.FILED else present


def _next_opening(month: Month) -> Step:
    opens = timezone.localtime(services.find_window(month).opens_at).date()
    return Step(_("Déclarer votre mois %(of_month)s") % {"of_month": of_month(month)}, when=opens)


def resume_at(draft: Declaration | None) -> str:
    """The name of the page where a person goes on."""
    return "details" if draft is not None and draft.draft_step == "details" else "declare"

"""What the declaration says on a seeker's home."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.home.steps import Step, StepState
from portal.months import Month
from portal.tiles import Tile, tile
from portal.web.templatetags.words import of_month, time_of_day
from seekers.declarations import deadlines, services
from seekers.declarations.forms import named
from seekers.declarations.models import Declaration, State, Version
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration


@tile("home.seeker", order=10)
def home(request: HttpRequest, subject: Any) -> Tile | None:
    """The month to declare now, or when the next one opens; and what we do with the last one sent."""
    seeker = Seeker.objects.of(subject).first()
    if seeker is None:
        return None
    now = clock.now()
    with timezone.override(seeker.timezone):
        owed = services.owed(seeker, now)
        last = Declaration.objects.of(subject).order_by("-month").select_related("current").first()
        drafts = {last.month: last} if last is not None and last.state == State.DRAFT else {}
        yours = [_to_declare(seeker, month, drafts.get(month), now) for month in owed]
        ours = []
        if last is not None and last.state == State.FILED and last.current is not None:
            ours.append(_after_filing(last.month, last.current))
        if not owed and _stays(seeker, last):
            yours.append(_next_opening(_coming(last, now)))
        return Tile("", {"yours": yours, "ours": ours})


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
    present = Month.of(now.astimezone(clock.PARIS).date())
    return max(present, last.month.next) if last is not None and last.state == State.FILED else present


def _next_opening(month: Month) -> Step:
    opens = timezone.localtime(services.find_window(month).opens_at).date()
    return Step(_("Déclarer votre mois %(of_month)s") % {"of_month": of_month(month)}, when=opens)


def _after_filing(month: Month, sent: Version) -> Step:
    title = _("Nous avons reçu votre déclaration %(of_month)s") % {"of_month": of_month(month)}
    detail = _("Numéro de preuve : %(receipt)s.") % {"receipt": sent.receipt}
    return Step(title, when=timezone.localtime(sent.filed_at).date(), detail=detail, state=StepState.DONE)


def resume_at(draft: Declaration | None) -> str:
    """The name of the page where a person goes on."""
    return "details" if draft is not None and draft.draft_step == "details" else "declare"

"""What the declaration says on a seeker's home."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.home.steps import Step, StepState
from portal.tiles import Tile, tile
from portal.web.templatetags.words import time_of_day
from seekers.declarations import deadlines, services
from seekers.declarations.forms import named
from seekers.declarations.models import Declaration, State
from seekers.profiles.models import Seeker


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
        filed = last if last is not None and last.state == State.FILED else None
        if not owed and filed is not None and filed.current.still_looking:
            yours.append(_next_opening(filed))
        return Tile("", {"yours": yours, "ours": [_after_filing(filed)] if filed is not None else []})


def _to_declare(seeker: Seeker, month: Any, draft: Declaration | None, now: Any) -> Step:
    closes_at = services.closes_at(services.find_window(month), seeker.zone)
    name = {"month": named(month)}
    begun = draft is not None and draft.draft_saved_at is not None
    detail = _("C’est à faire %(until)s.") % {"until": deadlines.until(closes_at)}
    if begun:
        saved = _("Enregistré à %(time)s, pas encore envoyé.") % {"time": time_of_day(draft.draft_saved_at)}
        detail = f"{saved} {detail}"
    return Step(
        title=(_("Finir votre déclaration de %(month)s") if begun else _("Déclarer votre mois de %(month)s")) % name,
        clock=deadlines.left(closes_at, now),
        detail=detail,
        url=reverse(f"declarations:{resume_at(draft)}", kwargs={"month": month}),
        action=_("Continuer") if begun else _("Déclarer %(month)s") % name,
        state=StepState.NOW,
    )


def _next_opening(filed: Declaration) -> Step:
    month = filed.month.next
    opens = timezone.localtime(services.find_window(month).opens_at).date()
    return Step(_("Déclarer votre mois de %(month)s") % {"month": named(month)}, when=opens)


def _after_filing(filed: Declaration) -> Step:
    title = _("Nous avons reçu votre déclaration de %(month)s") % {"month": named(filed.month)}
    detail = _("Numéro de preuve : %(receipt)s.") % {"receipt": filed.current.receipt}
    return Step(title, when=timezone.localtime(filed.current.filed_at).date(), detail=detail, state=StepState.DONE)


def resume_at(draft: Declaration | None) -> str:
    """The name of the page where a person goes on."""
    return "details" if draft is not None and draft.draft_step == "details" else "declare"

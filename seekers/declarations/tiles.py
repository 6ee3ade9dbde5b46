"""What the declaration says on a seeker's home."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import clock
from portal.home.steps import Step, StepState
from portal.months import Month
from portal.tiles import Tile, tile
from portal.web.templatetags.words import of_month
from seekers.declarations.ahead import last_of, to_declare
from seekers.declarations.models import State, Version
from seekers.profiles.models import Seeker


@tile("home.seeker", order=10)
def home(request: HttpRequest, subject: Any) -> Tile | None:
    """The month to declare now, or when the next one opens; and what we do with the last one sent."""
    seeker = Seeker.objects.of(subject).first()
    if seeker is None:
        return None
    now = clock.now()
    with timezone.override(seeker.timezone):
        last = last_of(seeker)
        yours, ours = to_declare(seeker, last, now), []
        if last is not None and last.state == State.FILED and last.current is not None:
            ours.append(_after_filing(last.month, last.current))
        return Tile("", {"yours": yours, "ours": ours})


def _after_filing(month: Month, sent: Version) -> Step:
    title = _("Nous avons reçu votre déclaration %(of_month)s") % {"of_month": of_month(month)}
    detail = _("Numéro de preuve : %(receipt)s.") % {"receipt": sent.receipt}
    return Step(title, when=timezone.localtime(sent.filed_at).date(), detail=detail, state=StepState.DONE)

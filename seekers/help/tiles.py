"""On the home of a person, registered or registering: the call or the answer that was promised."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.home.steps import Step, StepState
from portal.tiles import Tile, tile
from seekers.help.models import HelpRequest, Way


@tile("home.seeker", order=40)
def home(request: HttpRequest, subject: Any) -> Tile | None:
    waiting = HelpRequest.objects.of(subject).open().exclude(way=Way.COME).promised_first()
    steps = [_step(each) for each in waiting]
    return Tile("", {"ours": steps}) if steps else None


@tile("home.applicant", order=40)
def applicant(request: HttpRequest, subject: Any) -> Tile | None:
    waiting = HelpRequest.objects.of(subject).open().promised_first()
    return Tile("seekers/help/home.html", {"waiting": list(waiting)}) if waiting else None


def _step(asked: HelpRequest) -> Step:
    called = asked.way == Way.CALL
    return Step(
        title=_("Un conseiller vous rappelle") if called else _("Un conseiller vous répond"),
        when=asked.promised_from if called else asked.promised_until,
        detail=_("Nous sommes en retard, pardon. Votre demande passe en premier.") if asked.missed_at else asked.title,
        url=reverse("help:mine"),
        action=_("Voir ma demande"),
        state=StepState.LATER,
    )

"""What the registration says on a seeker's home: nothing while all is well, the way back when it has ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.home.steps import Step, StepState
from portal.tiles import Tile, tile
from seekers.registration.models import CeaseReason, Registration, State


@tile("home.seeker", order=5)
def home(request: HttpRequest, subject: Any) -> Tile | None:
    last = Registration.objects.filter(seeker__user=subject).order_by("-registered_on", "-pk").first()
    if last is None or last.state != State.CEASED:
        return None
    why = (
        _("Un mois n’a pas été déclaré. Ce n’est pas une sanction.")
        if last.cease_reason == CeaseReason.NOT_DECLARED
        else ""
    )
    step = Step(
        title=_("Votre inscription a pris fin. Vous pouvez revenir en une étape."),
        when=last.ceased_on,
        detail=why,
        url=reverse("registration:again"),
        action=_("Me réinscrire"),
        state=StepState.NOW,
    )
    return Tile("", {"yours": [step]})

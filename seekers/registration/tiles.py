"""What the registration says on the home pages: how to begin, where a draft stands, the way back when it has ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.home.steps import Step, StepState
from portal.tiles import Tile, tile
from portal.web.templatetags.words import day, time_of_day
from seekers.registration import places, steps
from seekers.registration.answers import Answers
from seekers.registration.models import Application, ApplicationState, CeaseReason, Registration, State
from seekers.registration.models import Step as StepOfJourney


@tile("home.public", order=10)
def begin(request: HttpRequest, subject: Any) -> Tile | None:
    """For who has no account: how to register."""
    return Tile("seekers/registration/tiles/begin.html")


@tile("home.applicant", order=10)
def applicant(request: HttpRequest, subject: Any) -> Tile | None:
    """Where the person stands: the step to go on with, or what they signed."""
    mine = Application.objects.of(subject).order_by("-pk")
    application = mine.first()
    if application is None:
        return None
    if application.state != ApplicationState.DRAFT:
        return Tile("seekers/registration/tiles/applicant.html", {"application": application, "draft": False})
    answers = Answers.from_json(application.answers)
    with timezone.override(places.zone(answers)):
        saved = _("%(day)s à %(time)s") % {"day": day(application.saved_at), "time": time_of_day(application.saved_at)}
    walk = steps.journey(answers)
    here = StepOfJourney(application.step)
    context = {"application": application, "draft": True, "here": here, "number": walk.index(here) + 1 if here in walk else 1,
               "total": len(walk), "saved": saved}  # fmt: skip
    return Tile("seekers/registration/tiles/applicant.html", context)


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

"""The journey of a registration, by the door of the advisor who fills it in beside the person, or from their paper form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from advisors.portfolios import services
from advisors.portfolios.acts.documents import SendDocument, Wanted
from advisors.portfolios.aloud import chapters_aloud, spelled
from advisors.portfolios.forms import SignForm
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.kept import keeps_typing
from portal.accounts.roles import Role
from portal.intake.models import Slip
from seekers.registration import places
from seekers.registration import services as registrations
from seekers.registration.answers import Answers
from seekers.registration.models import ApplicationState, Step
from seekers.registration.pieces import Piece
from seekers.registration.summary import summary
from seekers.registration.views.doors import Desk
from seekers.registration.views.journey import LATER, Journey

Page = Callable[..., HttpResponse]


class BesideJourney(Journey):
    """Nothing is handed over from here, and what employers sent is taken over by the person alone, once the State vouches
    for them."""

    frame = "advisors/portfolios/registering/journey.html"
    review_page = "advisors/portfolios/registering/read_back.html"
    offers_certificates = False
    away = frozenset({LATER})

    def url(self, step: Step) -> str:
        if step == Step.REVIEW:
            return reverse("portfolios:register_review", args=[self.desk.application.public_id])
        return reverse("portfolios:register_step", args=[self.desk.application.public_id, step])

    def leave(self, here: Step, action: str) -> HttpResponse:
        messages.success(self.request, _("Vos réponses sont gardées. Rien n’est signé."))
        return redirect("portfolios:registrations")

    def closed(self, refused: registrations.NotADraft) -> HttpResponse:
        messages.warning(self.request, refused.sentence)
        return redirect("portfolios:registrations")

    def send_url(self, piece: Piece) -> str:
        applicant = self.desk.application.applicant
        key = Wanted(applicant, piece.kind, piece.about).key
        return reverse("portfolios:act_on", args=[applicant.public_id, SendDocument.code, key])

    def consent(self, posted: Any) -> SignForm:
        return SignForm(posted, on_paper=bool(self.desk.application.slip))

    def sign(self, answers: Answers, edition: int, form: Any) -> HttpResponse:
        application = self.desk.application
        services.sign_with(
            application=application, answers=answers, edition=edition, actor=person(self.request), now=self.desk.now,
            confirmed=self.request.POST.getlist("confirmed"), **form.cleaned_data,
        )  # fmt: skip
        return redirect("portfolios:register_proof", application.public_id)

    def read_back(self, answers: Answers) -> Any:
        """Sentences to say on the telephone; from paper, each question with its answer, to be compared."""
        return summary(answers) if self.desk.application.slip else chapters_aloud(answers)

    def around(self) -> dict[str, Any]:
        code = self.desk.application.slip
        slip = Slip.objects.filter(code=code).prefetch_related("bundles__pages").first() if code else None
        return {"beside": True, "slip": slip, "asked_on": self.desk.application.asked_on or self.desk.today}


def beside_a_draft(view: Page) -> Page:
    """``view(request, desk)`` on the draft that ``request.user`` fills in with its person; a signed one leads to its proof."""

    @wraps(view)
    def door(request: HttpRequest, public_id: Any, **others: Any) -> HttpResponse:
        find = services.find_application if request.method == "POST" else services.open_application
        application = find(public_id=public_id, actor=person(request))
        if application.state != ApplicationState.DRAFT:
            return redirect("portfolios:register_proof", public_id=public_id)  # pressed twice: the proof is there
        answers = Answers.from_json(application.answers)
        with timezone.override(places.zone(answers)):
            return view(request, Desk(application, answers, clock.now()), **others)

    return door


@for_roles(Role.ADVISOR)
@keeps_typing
@sensitive_post_parameters("nir", "iban")
@require_http_methods(["GET", "HEAD", "POST"])
@beside_a_draft
def step(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """One page of the journey, filled in for the person."""
    return BesideJourney(request, desk).step(step)


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
@beside_a_draft
def read_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything read aloud, or compared with the form; then signed with their agreement."""
    return BesideJourney(request, desk).review()


@for_roles(Role.ADVISOR)
@require_safe
def proof(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The code to dictate, the message that left, the right to object."""
    application = services.open_application(public_id=public_id, actor=person(request))
    if application.state == ApplicationState.DRAFT or application.receipt is None:
        return redirect("portfolios:register_step", public_id=public_id, step=application.step)
    answers = Answers.from_json(application.answers)
    with timezone.override(places.zone(answers)):
        context = {
            "application": application,
            "spelled": spelled(application.receipt),
            "checked": application.state == ApplicationState.TO_CHECK,
            "has_password": application.applicant.has_usable_password(),
            "reachable": bool(answers.contact.email or answers.contact.phone),
        }
        return render(request, "advisors/portfolios/registering/proof.html", context)

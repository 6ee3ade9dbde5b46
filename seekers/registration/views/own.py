"""The person's own door to the journey: their draft, their pages, their password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts.audience import for_roles, person
from portal.accounts.forms import NewPasswordForm
from portal.accounts.kept import keeps_typing
from portal.accounts.proved import prove_first
from portal.web.templatetags.words import time_of_day
from seekers.registration import services
from seekers.registration.answers import Answers
from seekers.registration.desks import asks_password, must_prove, sign_here
from seekers.registration.models import Step
from seekers.registration.pieces import Piece
from seekers.registration.views.beginning import change_hands
from seekers.registration.views.doors import WHO, Desk, of_a_draft
from seekers.registration.views.journey import LATER, Journey

ELSEWHERE, HAND_OVER = "elsewhere", "hand_over"
"""The other ways to go on: with another device, with an advisor."""


class OwnJourney(Journey):
    frame = "seekers/registration/journey.html"
    review_page = "seekers/registration/review.html"
    offers_certificates = True
    away = frozenset({LATER, ELSEWHERE, HAND_OVER})

    def url(self, step: Step) -> str:
        return reverse("registration:review") if step == Step.REVIEW else reverse("registration:step", args=[step])

    def leave(self, here: Step, action: str) -> HttpResponse:
        if action == ELSEWHERE:
            return redirect("registration:elsewhere")
        if action == HAND_OVER:
            change_hands(self.request, self.desk)
            return redirect("registration:step", here)
        words = _(
            "Enregistré à %(time)s. Ce n’est pas encore signé : revenez quand vous voulez, sur cet appareil ou un autre."
        )
        messages.success(self.request, words % {"time": time_of_day(self.desk.now)})
        return redirect("home" if person(self.request).has_usable_password() else "registration:elsewhere")

    def closed(self, refused: services.NotADraft) -> HttpResponse:
        return redirect("registration:done")

    def send_url(self, piece: Piece) -> str:
        return piece.send_url

    def consent(self, posted: Any) -> NewPasswordForm | None:
        """A password to come back with; None for who has one already, or whom the State signs in."""
        user = person(self.request)
        if not asks_password(user):
            return None
        form = NewPasswordForm(posted, user=user)
        form.use_required_attribute = False
        form.fields["password"].label = _("Choisissez votre mot de passe")
        return form

    def sign(self, answers: Answers, edition: int, form: Any) -> HttpResponse:
        if must_prove(self.request, self.desk, answers):
            messages.info(self.request, _("Votre compte bancaire change : confirmez qui vous êtes, puis signez."))
            return prove_first(self.request)
        password = form.cleaned_data["password"] if form is not None else None
        confirmed = self.request.POST.getlist("confirmed")
        sign_here(self.request, self.desk, answers, edition, password=password, confirmed=confirmed)
        return redirect("registration:done")


@for_roles(*WHO)
@keeps_typing
@sensitive_post_parameters("nir", "iban")
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_draft
def step(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """One page of the journey."""
    return OwnJourney(request, desk).step(step)


@for_roles(*WHO)
@keeps_typing
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_draft
def review(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything read back, then signed."""
    return OwnJourney(request, desk).review()

"""My registration, and the one step that brings a person back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.refusals import Refused
from seekers.profiles.models import Seeker
from seekers.registration import services
from seekers.registration.models import State


@for_roles(Role.SEEKER)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The present registration, those before it, and the way back when it has ended."""
    seeker = _seeker(request)
    with timezone.override(seeker.timezone):
        registrations = list(seeker.registrations.order_by("-registered_on", "-pk"))
        current = registrations[0] if registrations else None
        ended = current is not None and current.state == State.CEASED
        context = {"current": current, "ended": ended, "earlier": registrations[1:]}
        return render(request, "seekers/registration/mine.html", context)


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """One page, one button: registered again from today, with the same file and rights."""
    seeker = _seeker(request)
    with timezone.override(seeker.timezone):
        current = seeker.registrations.order_by("-registered_on", "-pk").first()
        if current is None:
            raise Http404
        if current.state == State.ACTIVE:
            return redirect("registration:mine")  # also where a second press of the button lands
        sentence = ""
        if request.method == "POST":
            try:
                services.register_again(seeker=seeker, actor=request.user, now=clock.now())
            except services.TooLongAgo:
                return redirect("registration:anew")  # the situation is told anew, with what is known filled in
            except Refused as refused:
                sentence = refused.sentence
            else:
                messages.success(
                    request,
                    _("Votre inscription reprend dès aujourd’hui. Votre dossier et vos droits sont gardés."),
                )
                return redirect("registration:mine")
        context = {"seeker": seeker, "ended": current, "sentence": sentence, "today": clock.today(seeker.timezone)}
        return render(request, "seekers/registration/again.html", context, status=422 if sentence else 200)


def _seeker(request: HttpRequest) -> Seeker:
    seeker = Seeker.objects.of(request.user).first()
    if seeker is None:
        raise Http404
    return seeker

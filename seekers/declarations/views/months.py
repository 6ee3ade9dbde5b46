"""The months of a person: what is to be declared, what is begun, what was sent, what was missed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.intake import services as intake
from seekers.declarations.lines import lines_of
from seekers.profiles.models import Seeker


@for_roles(Role.SEEKER)
@require_safe
def months(request: HttpRequest) -> HttpResponse:
    """Newest first; what is to be done stands on top."""
    seeker = Seeker.objects.of(request.user).first()
    if seeker is None:
        raise Http404
    with timezone.override(seeker.timezone):
        lines = lines_of(seeker, clock.now())
        context = {
            "to_do": [line for line in lines if line.to_do],
            "others": [line for line in lines if not line.to_do],
            "delay": intake.delay_at(seeker.postcode, clock.today(seeker.timezone)),
        }
        return render(request, "seekers/declarations/list.html", context)

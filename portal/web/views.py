"""Doors that belong to no room."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from portal import events
from portal.web import gallery as samples
from portal.web.events import LanguageChosen


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the pages in another language; for a signed-in person, write to them in it too."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        events.publish(LanguageChosen(request.user.pk, chosen))
    return set_language(request)


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/web/accessibility.html")


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. Refused (404) on a real installation, where it would only puzzle people."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "portal/web/gallery.html", samples.context())

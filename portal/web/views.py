"""Doors that belong to no room."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from portal.web import gallery as samples

language = login_not_required(require_POST(set_language))


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/web/accessibility.html")


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. Refused (404) on a real installation, where it would only puzzle people."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "portal/web/gallery.html", samples.context())

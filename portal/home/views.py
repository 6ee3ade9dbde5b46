"""The front door: a landing page for everyone, a home by role, and the pages that let people check us."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.audience import for_everyone, for_roles
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.home.steps import gathered
from portal.home.trail import line_of
from portal.tiles import SLOTS, tiles_of

ENTRIES_A_PAGE = 30
SLOT_OF = {role: f"home.{role.value}" for role in Role if f"home.{role.value}" in SLOTS} | {
    Role.DIRECTOR: "home.operator"
}
"""A director answers for the same runs, extensions and reminders as an operator."""


@for_everyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what this is.  Signed in: what is next, by role; several roles stand one under the other."""
    user = request.user
    if not user.is_authenticated:
        return render(request, "portal/home/landing.html")
    if user.has_role(Role.SEEKER) and not user.is_staff_member:
        return render(request, "portal/home/seeker.html", seeker_home(request))
    slots = list(dict.fromkeys(SLOT_OF[role] for role in Role if role in user.roles and role in SLOT_OF))
    context = {"slots": slots, "roles": [role.label for role in Role if role in user.roles]}
    return render(request, "portal/home/staff.html", context)


def seeker_home(request: HttpRequest) -> dict[str, object]:
    """The steps that every room adds, gathered in two columns, then the rooms' own tiles."""
    tiles = tiles_of("home.seeker", request, request.user)
    pieces = [
        render_to_string(each.template, {"subject": request.user, **each.context}, request=request)
        for each in tiles
        if each.template
    ]
    return {"yours": gathered(tiles, "yours"), "ours": gathered(tiles, "ours"), "pieces": pieces}


@for_roles(Role.SEEKER, Role.APPLICANT)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Who opened my file, and every act on it, newest first; what the system did by itself is said so."""
    entries = Entry.objects.about(request.user).select_related("actor")
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    lines = [line_of(entry, request.user) for entry in page]
    return render(request, "portal/home/trail.html", {"page": page, "lines": lines})


@for_everyone
@require_safe
def senders(request: HttpRequest) -> HttpResponse:
    """How to know that a message comes from us."""
    context = {
        "sms": settings.SMS_SENDER,
        "email": settings.DEFAULT_FROM_EMAIL,
        "site": settings.SITE_URL,
        "phone": settings.HELP_PHONE,
    }
    return render(request, "portal/home/senders.html", context)


@for_everyone
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """For the machine that watches: 200 when pages can be served.  Without Redis they can, a little slower."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        database = True
    except DatabaseError:
        database = False
    cache.set("healthz", "1", 5)
    alive = cache.get("healthz") == "1"
    return JsonResponse({"database": database, "cache": alive}, status=200 if database else 503)

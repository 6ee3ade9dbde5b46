"""Lists that follow what is typed: the communes of a postcode, the trades of a few words.

For every signed-in person (said in ``accounts.middleware.Audience``, a room above this one).  htmx gets the list alone;
without a script the same address is a page of its own.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.reference.forms import PlaceChoice, TradeChoice, Typed
from portal.reference.pace import too_fast

PREFIX = re.compile(r"[a-z0-9_-]{0,40}")


@require_GET
def communes(request: HttpRequest) -> HttpResponse:
    """``?postcode=59100``: where one may live with it."""
    return _answer(request, PlaceChoice, _("Communes d’un code postal"))


@require_GET
def occupations(request: HttpRequest) -> HttpResponse:
    """``?q=boulang`` (or ``?words=``, the box of a form): at most twenty trades."""
    return _answer(request, TradeChoice, _("Métiers"))


def _answer(request: HttpRequest, form_class: type[Typed], title: str) -> HttpResponse:
    if too_fast(request.user.pk or 0):
        return HttpResponse(_("Trop de recherches en une minute. Attendez un instant."), status=429)
    prefix = request.GET.get("prefix", "")
    prefix = prefix if PREFIX.fullmatch(prefix) else ""
    name = f"{prefix}-{form_class.box}" if prefix else form_class.box
    typed = request.GET.get(name, request.GET.get("q", ""))[:80].replace("\0", "")
    form = form_class(initial={form_class.box: typed}, prefix=prefix or None)
    context = {"form": form, "field": form[form.choice], "box": form[form.box], "title": title}
    if request.headers.get("HX-Request"):
        return render(request, "portal/reference/list_field.html", context)
    return render(request, "portal/reference/search.html", context)

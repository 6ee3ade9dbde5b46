"""When something goes wrong: a sentence, and a way forward. The person is never blamed, nor shown a number alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

# If even the template cannot be read, this is what remains.
LAST_WORDS = (
    '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Erreur de notre côté – Rebond</title>'
    "<h1>Une erreur s’est produite de notre côté</h1><p>Réessayez dans quelques minutes, ou appelez le 39&nbsp;49.</p>"
)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/web/errors/400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/web/errors/403.html", status=403)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or cookies are refused. ``reason`` is for developers: not shown."""
    return render(request, "portal/web/errors/403_csrf.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/web/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Neither database, session, nor context processor: one of them may be what is broken, as the templates may."""
    try:
        page = loader.get_template("portal/web/errors/500.html").render()
    except Exception:
        page = LAST_WORDS
    return HttpResponse(page, status=500)

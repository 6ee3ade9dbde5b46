"""The endpoints of the two doubles.  They exist in a demonstration only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import jwt
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.audience import for_everyone
from portal.accounts.providers import configured
from portal.demo.identity import provider
from portal.demo.identity.keys import public_keys, signing_key
from portal.demo.identity.people import PEOPLE, found

STATUS = {"invalid_client": 401, "invalid_token": 401}


@for_everyone
@require_GET
def configuration(request: HttpRequest, source: str) -> JsonResponse:
    return JsonResponse(provider.configuration(_known(source)))


@for_everyone
@require_GET
def jwks(request: HttpRequest, source: str) -> JsonResponse:
    _known(source)
    return JsonResponse(public_keys())


@for_everyone
@require_GET
def authorize(request: HttpRequest, source: str) -> HttpResponse:
    """Where the person would prove who they are; here they choose whom to play.  A choice leads back with a code."""
    asked = request.GET.dict()
    try:
        provider.checked(_known(source), asked, request.get_host())
    except provider.Wrong as wrong:
        return _wrong(request, source, wrong)
    who = asked.get("who", "")
    if who == "nobody":
        return _back(source, asked, {"error": "access_denied"})
    person = found(source, who)
    if person is not None:
        return _back(source, asked, {"code": provider.code_for(source, person, asked)})
    context = {
        "name": configured()[source]["name"],
        "choices": [(each, f"{request.get_full_path()}&{urlencode({'who': each.key})}") for each in PEOPLE[source]],
        "refuse": f"{request.get_full_path()}&who=nobody",
    }
    return render(request, "portal/demo/identity.html", context)


@csrf_exempt
@for_everyone
@require_POST
def token(request: HttpRequest, source: str) -> JsonResponse:
    """Asked by the portal itself, which proves who it is by its secret."""
    return _told(lambda: provider.tokens_for(_known(source), request.POST.dict()))


@for_everyone
@require_GET
def userinfo(request: HttpRequest, source: str) -> HttpResponse:
    try:
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return HttpResponse(provider.userinfo(_known(source), bearer), content_type="application/jwt")
    except provider.Wrong as wrong:
        return JsonResponse({"error": wrong.code}, status=STATUS[wrong.code])


@for_everyone
@require_GET
def end_session(request: HttpRequest, source: str) -> HttpResponse:
    """Leads back to the sign-in page, and nowhere else, when the ID token is one of ours."""
    back = request.GET.get("post_logout_redirect_uri", "")
    try:
        jwt.decode(
            request.GET.get("id_token_hint", ""), signing_key().public_key(), algorithms=["RS256"],
            issuer=provider.issuer(_known(source)), audience=configured()[source]["client_id"],
            options={"verify_exp": False},  # a session may have lasted longer than its token
        )  # fmt: skip
    except jwt.PyJWTError:
        return _wrong(request, source, provider.Wrong("invalid_request", "id_token_hint"))
    if not provider.ours(back, reverse("account_login"), request.get_host()):
        return _wrong(request, source, provider.Wrong("invalid_request", "post_logout_redirect_uri"))
    return redirect(f"{back}?{urlencode({'state': request.GET.get('state', '')})}")


def _known(source: str) -> str:
    """A double stands aside as soon as a real provider is configured in its place."""
    app = configured().get(source)
    if app is None or app["settings"]["server_url"] != provider.issuer(source):
        raise Http404
    return source


def _back(source: str, asked: dict[str, str], answer: dict[str, str]) -> HttpResponse:
    query = urlencode({**answer, "state": asked["state"], "iss": provider.issuer(source)})
    return redirect(f"{asked['redirect_uri']}?{query}")


def _wrong(request: HttpRequest, source: str, wrong: provider.Wrong) -> HttpResponse:
    sentence = _("Cette demande n’est pas recevable (%(error)s : %(why)s).") % {"error": wrong.code, "why": wrong}
    context = {"name": configured()[source]["name"], "sentence": sentence}
    return render(request, "portal/demo/identity.html", context, status=400)


def _told(answer: Callable[[], dict[str, Any]]) -> JsonResponse:
    try:
        return JsonResponse(answer())
    except provider.Wrong as wrong:
        return JsonResponse({"error": wrong.code, "error_description": str(wrong)}, status=STATUS.get(wrong.code, 400))

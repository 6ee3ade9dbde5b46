"""Signing in through the State, linking it to one's account, and taking the link away."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from portal.accounts import services
from portal.accounts.arrivals import VISIT, not_done, secret
from portal.accounts.audience import for_everyone, for_signed_in, person
from portal.accounts.gateways.openid import StateAdapter, way_out
from portal.accounts.identity import FRANCECONNECT, MOST_CARRIED
from portal.accounts.present import present
from portal.accounts.proved import JUST_NOW, proved_within
from portal.accounts.providers import configured, provider_of
from portal.refusals import Refused


@for_everyone
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the provider, with a state, a nonce and a PKCE challenge that only this session knows."""
    _known(provider_id)
    if request.user.is_authenticated:
        return redirect("account_security")
    return _leave(request, provider_id, linking=None)


@for_signed_in
@require_POST
def link(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The same way, from an open session: the identity brought back will open this account."""
    _known(provider_id)
    if provider_id != FRANCECONNECT:
        raise Http404
    if person(request).has_usable_password() and not proved_within(request, JUST_NOW):
        messages.info(request, _("Confirmez d’abord que c’est bien vous, puis recommencez."))
        return redirect(f"{reverse('account_reauthenticate')}?next={reverse('account_security')}")
    return _leave(request, provider_id, linking=person(request).pk)


@for_signed_in
@require_POST
def unlink(request: HttpRequest, provider_id: str) -> HttpResponse:
    """This way no longer opens the account."""
    if provider_id != FRANCECONNECT:
        raise Http404
    try:
        services.unlink_state_identity(user=person(request), source=provider_id, actor=person(request), now=present())
        messages.success(request, _("C’est fait : ce compte ne s’ouvre plus de cette façon."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("account_security")


@for_everyone
@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider sends the person back here (``arrivals``)."""
    _known(provider_id)
    answer: HttpResponse = OAuth2CallbackView.adapter_view(StateAdapter(request, provider_id))(request)
    return answer


def leaving(request: HttpRequest) -> str:
    """Where a browser that signs out must go so that the session at the provider ends too; empty when there is none."""
    visit: dict[str, Any] = request.session.get(VISIT) or {}
    if not visit.get("end_session") or visit["user"] != request.user.pk:
        return ""
    return way_out(
        visit["end_session"], visit["id_token"], request.build_absolute_uri(reverse("account_login")), secret()
    )


def _known(provider_id: str) -> None:
    if provider_id not in configured():
        raise Http404


def _leave(request: HttpRequest, provider_id: str, linking: int | None) -> HttpResponse:
    provider, nonce = provider_of(request, provider_id), secret()
    try:
        answer: HttpResponse = provider.redirect(
            request,
            "login",
            next_url=get_next_redirect_url(request),
            data={"nonce": nonce, "linking": linking, "carried": request.POST.get("carried", "")[:MOST_CARRIED]},
            auth_params=provider.get_auth_params() | {"nonce": nonce},
        )
    except (RequestException, OAuth2Error):
        return not_done(
            request, _("Ce service ne répond pas en ce moment. Réessayez, ou utilisez votre mot de passe."), 503
        )
    return answer

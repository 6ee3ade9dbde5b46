"""Signing in and out."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal import flows
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.accounts import sessions
from portal.accounts.audience import for_everyone, for_signed_in
from portal.accounts.forms import PasswordAgainForm, SignInForm
from portal.accounts.views.state import leaving
from portal.audit import services as audit

CLEAR = '"cache", "storage"'
"""The browser forgets the pages of who was here: the next person at this computer finds nothing (ASVS 14.3.1)."""


class RefusedFormIs422:
    """A refused form is sent again with status 422, as everywhere in the house."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


class SignIn(RefusedFormIs422, allauth_views.LoginView):
    form_class = SignInForm


class PasswordAgain(RefusedFormIs422, allauth_views.ReauthenticateView):
    """Before a sensitive page: the password once more, and a new session key."""

    form_class = PasswordAgainForm

    def form_valid(self, form: Any) -> HttpResponse:
        flows.reauthentication.reauthenticate_by_password(self.request)
        sessions.rotate(self.request)
        return super(allauth_views.ReauthenticateView, self).form_valid(form)


sign_in = for_everyone(SignIn.as_view())
password_again = for_signed_in(PasswordAgain.as_view())


@for_everyone
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Asked by POST; a link shows the button.  Server and browser both forget, and the State's provider too."""
    if request.method == "GET":
        return render(request, "account/logout.html") if request.user.is_authenticated else redirect("account_login")
    away = ""
    if request.user.is_authenticated:
        away = leaving(request)
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        audit.record(action="accounts.signed_out", target=request.user, subject=request.user, actor=request.user)
    flows.logout.logout(request)
    request.session.flush()
    response = redirect(away or "account_login")
    response["Clear-Site-Data"] = CLEAR
    return response

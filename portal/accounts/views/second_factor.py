"""The second factor: giving it, setting it up, its recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as codes_views
from allauth.mfa.totp import views as totp_views
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from portal.accounts import services, sessions
from portal.accounts.audience import for_everyone, for_signed_in, person
from portal.accounts.forms import CodeAgainForm, CodeForm, SetUpForm
from portal.accounts.present import present
from portal.accounts.views.sign_in import RefusedFormIs422


class Code(factor_views.AuthenticateView):
    """The second step of signing in.  Nobody is signed in yet: the session gets its key once the code is right."""

    form_class = CodeForm

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class CodeAgain(RefusedFormIs422, factor_views.ReauthenticateView):
    form_class = CodeAgainForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        sessions.rotate(self.request)
        return response


class SetUp(RefusedFormIs422, totp_views.ActivateTOTPView):
    """From now on this session counts as one that gave the second factor; the others end."""

    form_class = SetUpForm

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "account_security")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", reauthenticated=True)
        sessions.rotate(self.request)
        _changed(self.request, "second_factor_on")
        return response


class Remove(RefusedFormIs422, totp_views.DeactivateTOTPView):
    """For those whose role does not require one."""

    success_url = reverse_lazy("account_security")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _changed(self.request, "second_factor_off")
        return response


class Codes(codes_views.ViewRecoveryCodesView):
    """Whoever has none, because somebody else set up their second factor, is led to the page that makes them."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            return redirect("mfa_generate_recovery_codes")


class NewCodes(RefusedFormIs422, codes_views.GenerateRecoveryCodesView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _changed(self.request, "recovery_codes")
        return response


def _changed(request: HttpRequest, what: str) -> None:
    services.second_factor_changed(
        user=person(request), what=what, session_key=request.session.session_key, actor=person(request), now=present()
    )


code = for_everyone(Code.as_view())
code_again = for_signed_in(CodeAgain.as_view())
set_up = for_signed_in(SetUp.as_view())
remove = for_signed_in(Remove.as_view())
recovery_codes = for_signed_in(Codes.as_view())
new_recovery_codes = for_signed_in(NewCodes.as_view())

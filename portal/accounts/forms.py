"""What is typed to enter: names, passwords, codes."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.accounts import attempts
from portal.accounts.digests import address_key, digest
from portal.accounts.models import SpentCode, User
from portal.accounts.present import present

NAME_MISSING = _("Tapez votre identifiant ou votre adresse e-mail.")
LONGEST_PASSWORD = 1024
"""Argon2 reads every byte: beyond this, a long password is an attack on the processor."""


def password_field(label: Any, *, new: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"})
    missing = {"required": _("Tapez un mot de passe.") if new else _("Tapez votre mot de passe.")}
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=widget,
        help_text=help_text,
        error_messages=missing,
    )


def code_field(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    missing = {"required": _("Tapez le code.")}
    return forms.CharField(label=label, max_length=20, widget=widget, help_text=help_text, error_messages=missing)


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields["login"] = forms.CharField(
            label=_("Identifiant ou adresse e-mail"),
            max_length=254,
            widget=name,
            error_messages={"required": NAME_MISSING},
        )
        self.fields["password"] = password_field(_("Mot de passe"))

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """As allauth does, but without writing what was typed into the session."""
        record_authentication(request, self.user, method="password")
        return perform_login(request, Login(user=self.user, redirect_url=redirect_url))


class PasswordAgainForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Mot de passe"))


class ForgottenForm(forms.Form):
    name = forms.CharField(
        label=_("Identifiant ou adresse e-mail"),
        max_length=254,
        error_messages={"required": NAME_MISSING},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        return name


class NewPasswordForm(forms.Form):
    """A new password, typed once: typing a sentence twice only makes people choose shorter ones."""

    password = password_field(
        _("Nouveau mot de passe"),
        new=True,
        help_text=_("16 caractères au moins. Une phrase de quatre ou cinq mots convient très bien."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(NewPasswordForm):
    field_order = ("old", "password")
    old = password_field(_("Mot de passe actuel"))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if authenticate(self.request, username=self.user.identifier, password=old) != self.user:
            raise ValidationError(_("Ce mot de passe n’est pas le bon."), code="incorrect_password")
        return old


class CountedCode(forms.Form):
    """A one-time code: its tries are counted as passwords are, and it is spent once whatever happens to the cache."""

    user: User

    def clean_code(self) -> str:
        request = context.request
        attempt = attempts.begin(kind="code", user=self.user, address_key=address_key(request))
        wrong = second_factor_adapter().validation_error("incorrect_code")
        if attempt is None:
            raise wrong
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            self._spend(code)
        except (ValidationError, IntegrityError):
            attempts.failed(attempt)
            raise wrong from None
        attempts.succeeded(attempt)
        return code

    def _spend(self, code: str) -> None:
        with transaction.atomic():
            SpentCode.objects.create(user=self.user, code_key=digest("code", normalize_user_code(code)), at=present())


class CodeForm(CountedCode, factor_forms.AuthenticateForm):
    code = code_field(_("Code à usage unique"), _("Les 6 chiffres de votre application, ou un code de secours."))


class CodeAgainForm(CountedCode, factor_forms.ReauthenticateForm):
    code = code_field(_("Code à usage unique"), _("Les 6 chiffres de votre application, ou un code de secours."))


class SetUpForm(CountedCode, totp_forms.ActivateTOTPForm):
    code = code_field(_("Code affiché par l’application"), _("6 chiffres. Ils changent toutes les 30 secondes."))

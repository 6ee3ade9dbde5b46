"""What allauth asks of the house."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from portal.accounts.arrivals import settle
from portal.accounts.models import User
from portal.audit import services as audit

WRONG = _(
    "Identifiant ou mot de passe incorrect. Vérifiez les deux. Après plusieurs essais, attendez quelques minutes : même le bon "
    "mot de passe n’ouvre pas tout de suite."
)
"""Always the same words, so that nobody learns who is registered or locked; the owner of a locked account learns to wait."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("Ce mot de passe n’est pas le bon."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by registration or by staff, never by a sign-up page."""
        return False

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second factor proves it again; the others give their password again."""
        methods = super().get_reauthentication_methods(user)
        return [each for each in methods if each["id"] == "mfa_reauthenticate"] or methods

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind our proxy, the last address of X-Forwarded-For is what it saw; the ones before are hearsay."""
        if settings.SECURE_PROXY_SSL_HEADER:
            return request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip() or "0.0.0.0"  # noqa: S104
        return request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104  a Unix socket has no address

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "portal.accounts.stages.SecondFactorStage"}
        return [ours.get(each, each) for each in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:  # a choice made on this browser stands
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", secure=settings.HTTPS)
        settle(request, user)
        audit.record(action="accounts.signed_in", target=user, subject=user, actor=user)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own messages are left out: our pages say what happened."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP and recovery codes; their secrets stand encrypted in the database, which does not hold the key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Ce code n’est pas le bon. Attendez le suivant et réessayez."),
        "cannot_delete_authenticator": _("Votre rôle demande un second facteur : il ne peut pas être retiré."),
    }

    @staticmethod
    def _box() -> MultiFernet:
        secrets = [force_str(each) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
        keys = [hashlib.sha256(f"rebond.second-factor:{each}".encode()).digest() for each in secrets]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Black on white in the dark theme too: a telephone must be able to read it."""
        drawing = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawing)
        return drawing.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        user: User = authenticator.user
        return not user.needs_second_factor

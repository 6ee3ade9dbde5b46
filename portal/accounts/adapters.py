"""What allauth asks of the house."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by registration or by staff, never by a sign-up page."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """TOTP and recovery codes, as allauth gives them."""

"""The State's providers that this installation knows; those that are not configured do not exist."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from portal.accounts.gateways.openid import StateAdapter


def configured() -> dict[str, dict[str, Any]]:
    """By identifier, ``franceconnect`` and ``proconnect``: what ``settings.state_login`` read."""
    return {app["provider_id"]: app for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]}


def provider_of(request: HttpRequest, provider_id: str) -> Any:
    """allauth's provider, speaking through our adapter; the caller has checked that it is configured."""
    provider = get_adapter(request).get_provider(request, provider=provider_id)
    provider.oauth2_adapter_class = StateAdapter
    return provider

"""``{% load state_login %}{% state_login "franceconnect" %}``: the button of a provider, or nothing when it is not configured."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.template import Context, Library

from portal.accounts.providers import configured

register = Library()


@register.inclusion_tag("account/state_logins.html", takes_context=True)
def state_logins(context: Context) -> dict[str, Any]:
    """Every provider that is configured, for the sign-in page."""
    return {
        "providers": configured(),
        "request": context["request"],
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("account/state_login.html", takes_context=True)
def state_login(context: Context, provider_id: str, link: bool = False, carried: str = "") -> dict[str, Any]:
    """``link=True``: for who is signed in already, to link it to their account.  ``carried``: signed words that the page
    finds again on the way back (``identity.carried``)."""
    request = context["request"]
    return {
        "app": configured().get(provider_id),
        "link": link,
        "carried": carried,
        "next": request.GET.get(REDIRECT_FIELD_NAME, ""),
        "csrf_token": context.get("csrf_token", ""),
    }

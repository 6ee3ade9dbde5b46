"""Before an act that a thief of sessions would want (another bank account), the person proves once more who they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.audience import person
from portal.accounts.present import present

Page = Callable[..., HttpResponse]
JUST_NOW = timedelta(seconds=app_settings.REAUTHENTICATION_TIMEOUT)
WHILE_TYPING = timedelta(minutes=30)
"""A page that was opened just after the proof may be filled without haste: an IBAN is long."""


def proved_again(view: Page) -> Page:
    """Under ``for_roles``: the page opens just after the password, or the second factor, was given once more.

    Whom only the State signs in proves it by coming in again: 403 with the way to do so, unless they just did.
    """

    @wraps(view)
    def door(request: HttpRequest, **names: Any) -> HttpResponse:
        if just_proved(request, WHILE_TYPING if request.method == "POST" else JUST_NOW):
            return view(request, **names)
        if request.method == "POST":
            messages.info(request, _("Rien n’est enregistré : la page est restée ouverte longtemps. Recommencez."))
        return prove_first(request)

    return door


def just_proved(request: HttpRequest, within: timedelta) -> bool:
    """``proved_within``, once more for who has a way to; for whom only the State signs in, by coming in."""
    again = bool(get_adapter().get_reauthentication_methods(person(request)))
    return proved_within(request, within, again=again)


def prove_first(request: HttpRequest) -> HttpResponse:
    """Where the person proves who they are, and comes back to this page."""
    if not get_adapter().get_reauthentication_methods(person(request)):
        return render(request, "account/prove_again.html", status=403)
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")


def proved_within(request: HttpRequest, within: timedelta, *, again: bool = False) -> bool:
    """Did this session prove who it is at most ``within`` ago (``again``: not by signing in, but once more since)?"""
    records = get_authentication_records(request, person(request))
    since = (present() - within).timestamp()
    return any(record["at"] > since and (record.get("reauthenticated") or not again) for record in records)

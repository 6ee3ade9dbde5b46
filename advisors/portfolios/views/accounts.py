"""A changed bank account waits three days; the advisor who checked it with the person ends the wait."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from advisors.portfolios import services
from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.refusals import Refused
from seekers.profiles import services as profiles


@for_roles(Role.ADVISOR)
@require_POST
def account_checked(request: HttpRequest, public_id: Any, number: int) -> HttpResponse:
    """``number``: the account that the page showed, so that one that came since is not let through with it."""
    seeker = services.find_person(public_id=public_id, actor=request.user).seeker
    account = seeker.bank_accounts.filter(pk=number).first()
    if account is None:
        raise Http404
    reason = request.POST.get("reason", "")[:300]
    try:
        profiles.confirm_bank_account(account=account, reason=reason, actor=request.user, now=clock.now())
        messages.success(request, _("C’est noté : ce compte peut être payé dès maintenant."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("portfolios:person", public_id=public_id)

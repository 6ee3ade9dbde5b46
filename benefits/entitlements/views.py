"""My rights."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benefits.entitlements.models import Claim, Entitlement
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role


@for_roles(Role.SEEKER)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is left of my right, and where my claim stands."""
    right = Entitlement.objects.of(request.user).order_by("-opened_on", "-pk").first()
    context = {"right": right, "claims": Claim.objects.of(request.user)}
    return render(request, "benefits/entitlements/mine.html", context)

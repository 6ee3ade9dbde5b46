"""The person's page: by how many days their right was extended, why, and by which text."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benefits.extensions.models import Extended
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role


@for_roles(Role.SEEKER)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What was added to my rights, and what was taken back."""
    lines = Extended.objects.with_texts(person(request))
    return render(request, "benefits/extensions/mine.html", {"lines": lines})

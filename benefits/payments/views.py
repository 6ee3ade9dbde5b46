"""A person's own payments: the list, each one explained, its statement."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from benefits.entitlements.models import Entitlement
from benefits.payments import statements
from benefits.payments.models import Payment
from benefits.payments.services import lines
from benefits.payments.words import money_lines
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.months import Month

SHOWN = 36
"""Three years of months on the page; older statements keep their address."""


@for_roles(Role.SEEKER)
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """What was and what will be paid, newest month first."""
    mine = Payment.objects.of(request.user).live().select_related("seeker")[:SHOWN]
    right = Entitlement.objects.of(request.user).order_by("-opened_on", "-pk").first()
    return render(request, "benefits/payments/list.html", {"payments": mine, "right": right})


@for_roles(Role.SEEKER)
@require_safe
def payment(request: HttpRequest, month: Month, number: int = 0) -> HttpResponse:
    """One month, line by line: which rule, which figures, which text."""
    found = _own(request, month, number)
    others = Payment.objects.of(request.user).live().filter(month=month).exclude(pk=found.pk)
    context = {"payment": found, "lines": money_lines(lines(found)), "others": others}
    with timezone.override(found.seeker.timezone):
        return render(request, "benefits/payments/detail.html", context)


@for_roles(Role.SEEKER)
@require_safe
def statement(request: HttpRequest, month: Month, number: int = 0) -> HttpResponse:
    """The statement of a month, in PDF."""
    return statements.answer(_own(request, month, number))


def _own(request: HttpRequest, month: Month, number: int) -> Payment:
    mine = Payment.objects.of(request.user).live().select_related("seeker__user")
    found = mine.filter(month=month, number=number).first()
    if found is None:
        raise Http404
    return found

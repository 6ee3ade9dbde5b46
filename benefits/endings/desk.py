"""The desk of benefit advisors: the claims in which one point must be checked."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from benefits.endings import services
from benefits.endings.forms import DecisionForm
from benefits.endings.models import AssClaim, AssContest
from benefits.entitlements.forms import AnswerForm
from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.refusals import Refused

A_PAGE = 30
deciders = for_roles(Role.BENEFIT_ADVISOR)


@deciders
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for somebody, the oldest first."""
    waiting = AssClaim.objects.to_look_at().select_related("seeker__user", "entitlement")
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    contests = AssContest.objects.open().select_related("claim__seeker__user")[:A_PAGE]
    return render(request, "benefits/endings/queue.html", {"page": page, "contests": contests})


@deciders
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One claim with its figures.  Opening it is written down; the decision is in the advisor's name."""
    waiting = AssClaim.objects.to_look_at().select_related("seeker__user", "entitlement")
    found = get_object_or_404(waiting, public_id=public_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, found, form.cleaned_data)
            messages.success(request, _("Décision prise. La personne est prévenue."))
            return redirect("endings:queue")
        except Refused as refused:
            form.add_error("reasons", refused.sentence)
    if request.method != "POST":
        audit.opened(file=found, actor=request.user)
    context = {"claim": found, "months": list(found.months.order_by("month")), "form": form}
    return render(request, "benefits/endings/desk_claim.html", context, status=422 if request.method == "POST" else 200)


@deciders
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody does not agree: read again by another than who decided.  Opening it is written down."""
    open_ones = AssContest.objects.open().select_related(
        "claim__seeker__user", "claim__entitlement", "claim__decided_by"
    )
    found = get_object_or_404(open_ones, pk=number)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_contest(
                contest=found, changed=form.cleaned_data["changed"], answer=form.cleaned_data["answer"],
                actor=request.user, now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Réponse envoyée."))
            return redirect("endings:queue")
    if request.method != "POST":
        audit.opened(file=found.claim, actor=request.user)
    context = {
        "contest": found,
        "claim": found.claim,
        "months": list(found.claim.months.order_by("month")),
        "form": form,
    }
    return render(request, "benefits/endings/desk_contest.html", context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, found: AssClaim, said: dict[str, Any]) -> None:
    if "grant" in request.POST:
        services.grant(claim=found, note=said["note"], actor=request.user, now=clock.now())
    else:
        services.refuse(claim=found, reasons=said["reasons"], note=said["note"], actor=request.user, now=clock.now())

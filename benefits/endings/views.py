"""My rights end: when, what may follow, and the claim that is prepared."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benefits.endings import services
from benefits.endings.forms import AssForm
from benefits.endings.models import AssClaim, AssState
from benefits.endings.outlook import outlook_of
from benefits.entitlements.forms import ContestForm
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.refusals import Refused
from portal.web.templatetags.words import day

mine_only = for_roles(Role.SEEKER)


@mine_only
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The end of my right, what comes next, and where my claim stands."""
    outlook = outlook_of(person(request), clock.today())
    claim = outlook.claim
    context = {
        "outlook": outlook,
        "may_contest": claim is not None and services.may_contest(claim, clock.now()),
        "contests": list(claim.contests.order_by("-made_at")) if claim else [],
    }
    return render(request, "benefits/endings/mine.html", context)


@mine_only
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Complete the claim; kept as it is by one button, sent by the other."""
    found = _mine(request, public_id)
    if found.state != AssState.PREPARED:
        return redirect("endings:mine")
    form = AssForm(request.POST or None, claim=found, lines=services.lines_of(found, clock.today()))
    if request.method != "POST":
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        found = services.save(
            claim=found, answers=form.answers(), resources=form.resources(), actor=request.user, now=clock.now()
        )
        if "send" not in request.POST:
            messages.success(request, _("C’est gardé. Vous pouvez finir plus tard."))
            return redirect("endings:mine")
        services.submit(claim=found, actor=request.user, now=clock.now())
    except services.Incomplete as incomplete:
        _point_at(form, incomplete.facts.get("missing", ()))
        return _page(request, found, form, status=422)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("endings:mine")
    messages.success(request, _("Votre demande est partie."))
    return redirect("endings:mine")


@mine_only
@require_POST
def ask_again(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """After a refusal, my situation has changed."""
    try:
        services.ask_again(claim=_mine(request, public_id), actor=request.user, now=clock.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("endings:mine")
    return redirect("endings:claim", public_id=public_id)


@mine_only
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """In a few sentences: what does not seem right in the decision."""
    found = _mine(request, public_id)
    if found.decided_at is None:
        raise Http404
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.contest(claim=found, words=form.cleaned_data["words"], actor=request.user, now=clock.now())
        except Refused as refused:
            form.add_error("words", refused.sentence)
        else:
            said = _("Votre contestation est reçue. Vous aurez une réponse au plus tard le %(day)s.")
            messages.success(request, said % {"day": day(made.answer_by)})
            return redirect("endings:mine")
    context = {"claim": found, "decision": found, "form": form}
    return render(request, "benefits/endings/contest.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest, public_id: uuid.UUID) -> AssClaim:
    mine = AssClaim.objects.of(person(request)).select_related("entitlement", "seeker__user")
    return get_object_or_404(mine, public_id=public_id)


def _page(request: HttpRequest, found: AssClaim, form: AssForm, status: int = 200) -> HttpResponse:
    form.say_what_is_needed()
    return render(request, "benefits/endings/claim.html", {"claim": found, "form": form}, status=status)


def _point_at(form: AssForm, missing: Any) -> None:
    """Say it at the question that has no answer; of the twelve months, at the first: twelve errors would only frighten."""
    for name in missing:
        if name == "resources":
            first = next(month for month in form.months if form.cleaned_data.get(month) is None)
            form.add_error(first, _("Écrivez un montant à ce mois et aux suivants, 0 s’il n’y avait rien."))
        else:
            form.add_error("worked_years" if name == "worked_months" else name, _("Répondez à cette question."))

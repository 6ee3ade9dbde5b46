"""My rights, my claim, each decision, and how to say that I do not agree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benefits.entitlements import drawing, notices, services, shown, steps
from benefits.entitlements.forms import ContestForm
from benefits.entitlements.models import Claim, Contest, Decision, Entitlement, Revaluation, State
from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.documents.models import Document, DocumentKind
from portal.refusals import Refused
from seekers.profiles.models import Seeker

RAISES_SHOWN = 3


@for_roles(Role.SEEKER)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is left of my right, when it would end, and where my claims stand."""
    seeker = _seeker(request)
    right = Entitlement.objects.of(request.user).order_by("-opened_on", "-pk").first()
    ends_in = None
    if right is not None and right.state == State.OPEN and right.days_left:
        ends_in = drawing.ends_in(max(right.first_payable_on, clock.today(seeker.timezone)), right.days_left)
    context = {
        "right": right,
        "ends_in": ends_in,
        "raises": list(Revaluation.objects.of(request.user)[:RAISES_SHOWN]),
        "notice_waits": _notice_waits(seeker),
        "used_label": _("Jours déjà payés"),
        "claims": list(Claim.objects.of(request.user)),
    }
    with timezone.override(seeker.timezone):
        return render(request, "benefits/entitlements/mine.html", context)


@for_roles(Role.SEEKER)
@require_safe
def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where my claim stands: what you send, what we do, by when; then the decision and all that follows."""
    found = _own_claim(request, public_id)
    decisions = list(found.decisions.order_by("-number"))
    last = decisions[0] if decisions else None
    with timezone.override(found.seeker.timezone):
        yours, ours = steps.of_claim(found)
    context = {
        "claim": found,
        "yours": yours,
        "ours": ours,
        "decisions": decisions,
        "decision": last,
        "shown": shown.of_decision(last) if last else None,
        "contests": list(Contest.objects.filter(decision__claim=found).order_by("-made_at")),
        "choice": services.open_option(found, clock.today()),
        "may_recompute": last is not None and not found.is_waiting,
        "may_contest": _may_contest(last),
    }
    with timezone.override(found.seeker.timezone):
        return render(request, "benefits/entitlements/claim.html", context)


@for_roles(Role.SEEKER)
@require_safe
def decision(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """One decision, line by line, with the jobs it counted and how to contest it."""
    found = _own_decision(request, public_id, number)
    context = {
        "claim": found.claim,
        "decision": found,
        "shown": shown.of_decision(found),
        "jobs": shown.jobs_of(found),
        "may_contest": _may_contest(found),
    }
    with timezone.override(found.claim.seeker.timezone):
        return render(request, "benefits/entitlements/decision.html", context)


@for_roles(Role.SEEKER)
@require_safe
def notice(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """The letter of a decision, in PDF."""
    return notices.answer(_own_decision(request, public_id, number))


@for_roles(Role.SEEKER)
@require_POST
def recompute(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Compute again now; say what came of it."""
    found = _own_claim(request, public_id)
    said = {
        services.Recomputed.SAME: _("Rien n’a changé : mêmes faits, même calcul. Votre droit reste le même."),
        services.Recomputed.CHANGED: _("Vos droits ont été calculés de nouveau : voici la nouvelle décision."),
        services.Recomputed.TO_REVIEW: _("Le nouveau calcul doit être vérifié : un conseiller s’en charge."),
    }
    try:
        result = services.recompute(claim=found, actor=request.user, now=clock.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, said[result])
    return redirect("entitlements:claim", public_id)


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """In a few sentences: what does not seem right."""
    found = _own_decision(request, public_id, number)
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.contest(
                decision=found, words=form.cleaned_data["words"], actor=request.user, now=clock.now()
            )
        except Refused as refused:
            form.add_error("words", refused.sentence)
        else:
            messages.success(
                request,
                _("Votre contestation est reçue. Vous aurez une réponse au plus tard le %(day)s.")
                % {"day": made.answer_by.strftime("%d/%m/%Y")},
            )
            return redirect("entitlements:claim", public_id)
    context: dict[str, Any] = {"claim": found.claim, "decision": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "benefits/entitlements/contest.html", context, status=status)


def _seeker(request: HttpRequest) -> Seeker:
    found = Seeker.objects.of(request.user).first()
    if found is None:
        raise Http404
    return found


def _notice_waits(seeker: Seeker) -> bool:
    return Document.objects.of(seeker.user).to_read().filter(kind=DocumentKind.TAX_NOTICE).exists()


def _own_claim(request: HttpRequest, public_id: UUID) -> Claim:
    mine = Claim.objects.of(request.user).select_related("seeker__user", "application")
    return get_object_or_404(mine, public_id=public_id)


def _own_decision(request: HttpRequest, public_id: UUID, number: int) -> Decision:
    mine = Decision.objects.of(request.user).select_related("claim__seeker__user", "entitlement")
    return get_object_or_404(mine, claim__public_id=public_id, number=number)


def _may_contest(last: Decision | None) -> bool:
    if last is None or last.contest_until < clock.today():
        return False
    return not Contest.objects.open().filter(decision=last).exists()

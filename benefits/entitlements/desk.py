"""The desk of benefit advisors: what waits for them, one claim with its proofs side by side, and the decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benefits.entitlements import comparing, services, shown
from benefits.entitlements.forms import AnswerForm, CorrectionForm, CsgRateForm, GrantForm, RefusalForm
from benefits.entitlements.models import Claim, Contest, Decision, Entitlement, Scheme, State
from benefits.entitlements.permissions import may_decide
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.documents.models import Document
from portal.refusals import Refused

CLAIMS_A_PAGE = 25
decides = for_roles(Role.BENEFIT_ADVISOR)


@decides
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What a person must look at, the most pressing promise first: why, since when, promised by."""
    waiting = Claim.objects.to_review().select_related("seeker__user").exclude(seeker__user=person(request))
    page = Paginator(waiting, CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    notices = services.claims_with_notice().select_related("seeker__user").exclude(seeker__user=person(request))
    context = {"page": page, "today": clock.today(), "notices": notices[:CLAIMS_A_PAGE]}
    return render(request, "benefits/entitlements/desk/queue.html", context)


@decides
@require_safe
def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The facts, what proves them, what the law gives with them, and the buttons.  Opening it is written down."""
    found = _claim(request, public_id)
    audit.opened(file=found, actor=request.user, reason=_("Demande d’allocation"))
    return render(request, "benefits/entitlements/desk/claim.html", _facts(found))


@decides
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """What a proof says of one job, instead of what was signed."""
    found = _claim(request, public_id)
    job = comparing.job_of(found, position)
    if job is None:
        raise Http404
    form = CorrectionForm(request.POST or None, initial=comparing.as_typed(job))
    if request.method == "POST" and form.is_valid():
        services.correct_job(claim=found, position=position, actor=request.user, now=clock.now(), **form.facts())
        messages.success(request, _("C’est noté : le calcul ci-dessous en tient compte."))
        return redirect("entitlements:desk_claim", public_id)
    context = {"claim": found, "job": job, "form": form}
    status = 422 if form.errors else 200
    return render(request, "benefits/entitlements/desk/correct.html", context, status=status)


@decides
@require_POST
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _decide(
        request, public_id, GrantForm(request.POST), services.grant, _("Droit accordé. La personne est prévenue.")
    )


@decides
@require_POST
def refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _decide(
        request,
        public_id,
        RefusalForm(request.POST),
        services.refuse,
        _("Demande refusée. La personne est prévenue, avec vos mots."),
    )


@decides
@require_POST
def answer(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """To somebody who contests: by another than who decided."""
    found = _claim(request, public_id)
    contest = get_object_or_404(Contest.objects.open().select_related("decision__claim"), pk=pk, decision__claim=found)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            services.answer_contest(
                contest=contest, changed=form.cleaned_data["changed"], answer=form.cleaned_data["answer"],
                actor=request.user, now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Réponse envoyée."))
            return redirect("entitlements:desk_claim", public_id)
    context = _facts(found) | {"answer_form": form, "answered": pk, "wrong": form}
    return render(request, "benefits/entitlements/desk/claim.html", context, status=422)


@decides
@require_POST
def csg_rate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the tax notice of the person gives."""
    found = _claim(request, public_id)
    right, form = _right(found), CsgRateForm(request.POST)
    if right is None:
        raise Http404
    if form.is_valid():
        try:
            services.record_csg_rate(
                entitlement=right, csg_rate=form.cleaned_data["csg_rate"], actor=request.user, now=clock.now()
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Taux enregistré. La personne est prévenue s’il change."))
            return redirect("entitlements:desk_claim", public_id)
    context = _facts(found) | {"csg_form": form, "wrong": form}
    return render(request, "benefits/entitlements/desk/claim.html", context, status=422)


def _right(found: Claim) -> Entitlement | None:
    """The ARE that this claim opened or took up again, while it stands."""
    rights = Entitlement.objects.filter(decisions__claim=found, scheme=Scheme.ARE).exclude(state=State.CLOSED)
    return rights.order_by("-pk").first()


def _decide(request: HttpRequest, public_id: UUID, form: Any, act: Any, said: str) -> HttpResponse:
    found = _claim(request, public_id)
    if form.is_valid():
        try:
            act(claim=found, words=form.cleaned_data["words"], actor=request.user, now=clock.now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, said)
            return redirect("entitlements:desk_claim", public_id)
    name = "grant_form" if isinstance(form, GrantForm) else "refusal_form"
    context = _facts(found) | {name: form, "wrong": form}
    return render(request, "benefits/entitlements/desk/claim.html", context, status=422)


def _claim(request: HttpRequest, public_id: UUID) -> Claim:
    found = get_object_or_404(Claim.objects.select_related("seeker__user", "application"), public_id=public_id)
    if not may_decide(person(request), found.person):
        raise Http404
    return found


def _facts(found: Claim) -> dict[str, Any]:
    examination = services.examine_claim(claim=found, today=clock.today())
    decisions = Decision.objects.filter(claim=found).select_related("decided_by").order_by("-number")
    contests = Contest.objects.filter(decision__claim=found).order_by("-made_at")
    documents = Document.objects.of(found.person).openable()
    return {
        "claim": found,
        "compared": comparing.compared(found, examination),
        "untold": [each.certificate for each in examination.proofs if each.position is None and each.certificate],
        "documents": documents,
        "requests": services.asked_for(found),
        "shown": shown.of_examination(examination),
        "reasons": found.reasons_in_words,
        "decisions": decisions.prefetch_related(Prefetch("contests", queryset=contests)),
        "grant_form": GrantForm(),
        "refusal_form": RefusalForm(),
        "answer_form": AnswerForm(),
        "taxed": _right(found),
        "notice": services.tax_notice_of(found.person),
        "csg_form": CsgRateForm(),
        "wrong": None,
        "answered": None,
    }

"""The desk of the people who answer for an extension: the rule, the dry run, four eyes, live progress, the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benefits.entitlements.models import Scheme
from benefits.entitlements.models import State as Right
from benefits.extensions import services, tasks
from benefits.extensions.forms import DraftForm, PeriodForms, ReversalForm, periods_of
from benefits.extensions.models import Extension, Reversal, State, TakenBack
from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.queue import ring
from portal.refusals import Refused
from portal.web import plots

A_PAGE, CONSUMED_A_PAGE = 20, 50
answerable = for_roles(Role.OPERATOR, Role.DIRECTOR)
PREFIX = "periodes"


@answerable
@require_safe
def extensions(request: HttpRequest) -> HttpResponse:
    """Every extension, newest first."""
    page = Paginator(Extension.objects.select_related("drafted_by"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "benefits/extensions/list.html", {"page": page})


@answerable
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Write a rule down."""
    form, periods = DraftForm(request.POST or None), PeriodForms(request.POST or None, prefix=PREFIX)
    if request.method == "POST" and form.is_valid() and periods.is_valid():
        try:
            made = services.draft(**form.cleaned_data, periods=periods_of(periods), actor=request.user, now=clock.now())
            return redirect("extensions:detail", pk=made.pk)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    status = 422 if request.method == "POST" else 200
    return render(request, "benefits/extensions/draft.html", {"form": form, "periods": periods}, status=status)


@answerable
@require_safe
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule, what it would do, who answers for it, and how far the work is."""
    return render(request, "benefits/extensions/detail.html", _shown(_extension(pk), request))


@answerable
@require_safe
def extension_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The moving part of the page, asked again by htmx while there is work."""
    return render(request, "benefits/extensions/detail.html#progress", _shown(_extension(pk), request))


@answerable
@require_safe
def consumed(request: HttpRequest, pk: int) -> HttpResponse:
    """The rights of which some added days were used before they could be taken back."""
    found = _extension(pk)
    lines = TakenBack.objects.filter(extension=found, consumed__gt=0).order_by("entitlement_id")
    page = Paginator(lines, CONSUMED_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "benefits/extensions/consumed.html", {"extension": found, "page": page})


def _extension(pk: int) -> Extension:
    return get_object_or_404(Extension.objects.select_related("drafted_by", "checked_by", "released_by"), pk=pk)


def _shown(found: Extension, request: HttpRequest) -> dict[str, Any]:
    reversal = found.reversals.live().select_related("prepared_by", "released_by").first()
    mine = request.user.pk in (found.drafted_by_id, found.checked_by_id)
    return {
        "extension": found,
        "bands": list(found.bands.all()),
        "cost": services.cost(found),
        "schemes": [str(Scheme(each).label) for each in found.schemes],
        "states": [str(Right(each).label) for each in found.states],
        "progress": services.progress(found),
        "plot": _plot(found),
        "reversal": reversal,
        "reversal_form": ReversalForm(),
        "mine": mine,
        "reversal_mine": reversal is not None and reversal.prepared_by_id == request.user.pk,
        "moving": found.state in (State.RELEASED, State.RUNNING) or (reversal and reversal.state == "released"),
    }


def _plot(found: Extension) -> plots.Plot | None:
    weeks = [(f"{date.fromisoformat(week):%d/%m}", rights) for week, rights in found.histogram]
    if not weeks:
        return None
    return plots.bars(_("Droits par semaine de fin (lundi)"), weeks, column=_("Droits"))


def _step(act: Callable[..., Any], said: str) -> Callable[[HttpRequest, int], HttpResponse]:
    """A button of the page: one service, then back to the page with what happened."""

    @answerable
    @require_POST
    def door(request: HttpRequest, pk: int) -> HttpResponse:
        try:
            act(extension=_extension(pk), actor=request.user, now=clock.now())
            messages.success(request, said)
        except Refused as refused:
            messages.error(request, refused.sentence)
        return redirect("extensions:detail", pk=pk)

    return door


def _release(*, extension: Extension, actor: Any, now: Any) -> None:
    services.release(extension=extension, actor=actor, now=now)
    for _worker in range(tasks.AT_ONCE):
        ring(tasks.carry_out, extension.pk)


def _cancel(*, extension: Extension, actor: Any, now: Any) -> None:
    services.cancel(extension=extension, actor=actor, reason=_("Abandonnée depuis la page"), now=now)


count = _step(services.count, _("Comptage fait. Rien n’a changé pour personne : comparez ces chiffres au texte."))
check = _step(services.check, _("Contrôle enregistré. Une autre personne doit maintenant libérer la prolongation."))
release = _step(_release, _("Prolongation libérée : les jours sont ajoutés."))
cancel = _step(_cancel, _("Prolongation abandonnée : rien n’a changé pour personne."))


@answerable
@require_POST
def reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare to take the days back: only counted until a second person releases it."""
    form = ReversalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Donnez le texte ou la décision, et la raison en mots simples."))
        return redirect("extensions:detail", pk=pk)
    try:
        services.prepare_reversal(extension=_extension(pk), **form.cleaned_data, actor=request.user, now=clock.now())
        messages.success(request, _("Reprise préparée. Une autre personne doit la libérer."))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("extensions:detail", pk=pk)


def _back(act: Callable[..., Any], said: str) -> Callable[[HttpRequest, int], HttpResponse]:
    """A button about the reversal of the extension."""

    def found(*, extension: Extension, actor: Any, now: Any) -> None:
        reversal = get_object_or_404(Reversal.objects.live(), extension=extension)
        act(reversal=reversal, actor=actor, now=now)

    return _step(found, said)


def _release_back(*, reversal: Reversal, actor: Any, now: Any) -> None:
    services.release_reversal(reversal=reversal, actor=actor, now=now)
    for _worker in range(tasks.AT_ONCE):
        ring(tasks.carry_back, reversal.pk)


def _cancel_back(*, reversal: Reversal, actor: Any, now: Any) -> None:
    services.cancel_reversal(reversal=reversal, actor=actor, reason=_("Abandonnée depuis la page"), now=now)


release_reversal = _back(_release_back, _("Reprise libérée : les jours qui restent sont repris."))
cancel_reversal = _back(_cancel_back, _("Reprise abandonnée : les jours ajoutés restent."))

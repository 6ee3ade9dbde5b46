"""The desk of the people who answer for the money: runs, four eyes, live progress, files, what needs a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from benefits.entitlements.models import Scheme
from benefits.payments import services, tasks
from benefits.payments.forms import SettleForm
from benefits.payments.gateways import bank_folder
from benefits.payments.models import BankFile, FileState, PaymentRun, RunState, StaffTask
from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.money import euros
from portal.queue import ring
from portal.refusals import Refused
from portal.web import plots

RUNS_A_PAGE, TASKS_A_PAGE, FILES_SHOWN = 20, 30, 50
answerable = for_roles(Role.OPERATOR, Role.DIRECTOR)


@answerable
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Every run, newest first, with what waits for somebody."""
    page = Paginator(PaymentRun.objects.select_related("checked_by", "released_by"), RUNS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "open_tasks": StaffTask.objects.open().count(), "plot": _paid_by_run(list(page))}
    return render(request, "benefits/payments/runs.html", context)


def _paid_by_run(shown: list[PaymentRun]) -> Any:
    done = [run for run in reversed(shown) if run.state == RunState.DONE]
    if len(done) < 2:
        return None
    return plots.bars(
        _("Montant versé par série de paiements"),
        [(f"{run.transfer_on:%d/%m}", run.sum_cents) for run in done],
        column=_("Montant"),
        write=euros,
    )


@answerable
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Prepare now what the clock would prepare at its hour."""
    run = services.prepare_run(actor=request.user, now=clock.now())
    if run is None:
        messages.info(request, _("Rien à préparer : aucun paiement n’est dû, ou une série est déjà ouverte."))
        return redirect("payments:runs")
    return redirect("payments:run", pk=run.pk)


@answerable
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """The control figures, who answers for them, how far the work is, and the files."""
    found = _run(pk)
    return render(request, "benefits/payments/run.html", _shown(found, request.user))


@answerable
@require_safe
def run_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The moving part of the page, asked again by htmx while the run is under way."""
    return render(request, "benefits/payments/run.html#progress", _shown(_run(pk), request.user))


def _run(pk: int) -> PaymentRun:
    return get_object_or_404(PaymentRun.objects.select_related("checked_by", "released_by"), pk=pk)


def _shown(found: PaymentRun, user: Any) -> dict[str, Any]:
    schemes = dict(Scheme.choices)
    return {
        "run": found,
        "progress": services.progress(found),
        "by_scheme": [(schemes[int(code)], figures) for code, figures in sorted(found.by_scheme.items())],
        "files": found.files.order_by("number")[:FILES_SHOWN],
        "checked_by_me": found.checked_by_id == user.pk,
    }


def _step(act: Callable[..., PaymentRun], said: str) -> Callable[[HttpRequest, int], HttpResponse]:
    """A button of the page: one service, then back to the page with what happened."""

    @answerable
    @require_POST
    def door(request: HttpRequest, pk: int) -> HttpResponse:
        try:
            act(run=_run(pk), actor=request.user, now=clock.now())
            messages.success(request, said)
        except Refused as refused:
            messages.error(request, refused.sentence)
        return redirect("payments:run", pk=pk)

    return door


def _release(*, run: PaymentRun, actor: Any, now: Any) -> PaymentRun:
    released = services.release_run(run=run, actor=actor, now=now)
    ring(tasks.execute_run, released.pk)
    return released


def _cancel(*, run: PaymentRun, actor: Any, now: Any) -> PaymentRun:
    return services.cancel_run(run=run, actor=actor, reason=_("Abandonnée depuis la page"), now=now)


check = _step(services.check_run, _("Contrôle enregistré. Une autre personne doit maintenant libérer la série."))
release = _step(_release, _("Série libérée : les virements partent."))
cancel = _step(_cancel, _("Série abandonnée : les paiements restent dus."))


@answerable
@require_safe
def bank_file(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """The file as it was given to the bank.  Taking it is written down."""
    found = get_object_or_404(BankFile, run_id=pk, number=number, state=FileState.WRITTEN)
    path = bank_folder.path_of(str(found), real=found.executable)
    if not path.exists():
        raise Http404
    audit.record(action="payments.file_taken", target=found, actor=request.user)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/xml")


@answerable
@require_safe
def staff_tasks(request: HttpRequest) -> HttpResponse:
    """What a person must look at: nothing about money is dropped silently."""
    waiting = StaffTask.objects.open().select_related("seeker__user", "payment")
    page = Paginator(waiting, TASKS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "benefits/payments/tasks.html", {"page": page, "form": SettleForm()})


@answerable
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Dealt with, and how."""
    task = get_object_or_404(StaffTask.objects.open(), pk=pk)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Dites en quelques mots ce qui a été fait."))
        return redirect("payments:tasks")
    services.settle_task(task=task, note=form.cleaned_data["note"], actor=request.user, now=clock.now())
    messages.success(request, _("C’est noté."))
    return redirect("payments:tasks")

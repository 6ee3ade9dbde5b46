"""The operator's page of the post: where it is late, until when, why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.intake import services
from portal.intake.forms import DelayForm, EndDelayForm
from portal.intake.models import PostDelay
from portal.intake.permissions import POST
from portal.refusals import Refused

SHOWN = 30


@for_roles(*POST)
@require_http_methods(["GET", "HEAD", "POST"])
def delays(request: HttpRequest) -> HttpResponse:
    """What was recorded, newest first, and the form for a new one."""
    form = DelayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.record_delay(
                departments=form.places(), starts_on=said["starts_on"], until=said["until"], reason=said["reason"],
                actor=person(request), now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Le retard est noté. Les délais des personnes sur papier attendent."))
            return redirect("intake:delays")
    rows = PostDelay.objects.select_related("recorded_by").order_by("-recorded_at", "-pk")[:SHOWN]
    context = {"form": form, "delays": rows, "today": clock.today()}
    return render(request, "portal/intake/delays.html", context, status=422 if form.errors else 200)


@for_roles(*POST)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a delay; time already given to people stays theirs."""
    delay = get_object_or_404(PostDelay, pk=pk)
    form = EndDelayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.end_delay(delay=delay, reason=form.cleaned_data["reason"], actor=person(request), now=clock.now())
        messages.success(request, _("Ce retard est retiré."))
        return redirect("intake:delays")
    return render(
        request, "portal/intake/end_delay.html", {"form": form, "delay": delay}, status=422 if form.errors else 200
    )

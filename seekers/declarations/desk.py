"""The operator's desk: the windows, their extension after an outage, the hold on cessations when messages did not arrive."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.months import Month
from portal.refusals import Refused
from portal.web.fields import DayField
from portal.web.templatetags.words import of_month
from seekers.declarations import deadlines, services
from seekers.declarations.models import Reprieve, Window

SHOWN, A_PAGE = 14, 50
LONGEST_EXTENSION = timedelta(days=61)


class ExtensionForm(forms.Form):
    last_day = DayField(
        label=gettext_lazy("Ouverte jusqu’à la fin de ce jour"),
        help_text=gettext_lazy("Minuit à Paris ; plus tard pour les personnes qui vivent plus à l’ouest."),
        error_messages={
            "required": gettext_lazy("Choisissez un jour."),
            "invalid": gettext_lazy("Écrivez une date comme 17/12/2026."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Raison, lue par les personnes"),
        max_length=200,
        error_messages={"required": gettext_lazy("Écrivez la raison : les personnes la liront.")},
    )

    def __init__(self, *given: Any, closes_on: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.closes_on = closes_on

    def clean_last_day(self) -> date:
        """A mistyped year would leave the month open for ever."""
        last_day: date = self.cleaned_data["last_day"]
        if last_day > self.closes_on + LONGEST_EXTENSION:
            raise ValidationError(_("Une période ne se prolonge pas de plus de deux mois. Vérifiez l’année."))
        return last_day


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Raison"), max_length=200, error_messages={"required": gettext_lazy("Écrivez la raison.")}
    )


@for_roles(Role.OPERATOR)
@require_safe
def windows(request: HttpRequest) -> HttpResponse:
    """The windows, newest first, with what an operator may do to those that are not dealt with yet."""
    now = clock.now()
    rows = list(Window.objects.order_by("-month")[:SHOWN])
    return render(request, "seekers/declarations/windows.html", {"windows": rows, "now": now})


@for_roles(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, month: Month) -> HttpResponse:
    """Keep a window open longer."""
    window = _window(month)
    closes_on = deadlines.last_day(window.closes_at)
    form = ExtensionForm(request.POST if request.method == "POST" else None, closes_on=closes_on)
    if request.method == "POST" and form.is_valid():
        to = clock.start_of(form.cleaned_data["last_day"] + timedelta(days=1))
        try:
            services.extend_window(
                window=window, to=to, reason=form.cleaned_data["reason"], actor=request.user, now=clock.now()
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("La période %(of_month)s est prolongée.") % {"of_month": of_month(month)})
            return redirect("declarations:windows")
    return _form_page(request, form, window, _("Prolonger la déclaration %(of_month)s") % {"of_month": of_month(month)})


@for_roles(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, month: Month) -> HttpResponse:
    """Hold the cessations of a window, or let them go on."""
    window = _window(month)
    held = window.held_since is not None
    act = services.release_cessations if held else services.hold_cessations
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act(window=window, reason=form.cleaned_data["reason"], actor=request.user, now=clock.now())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(
                request,
                _("Les fins d’inscription reprennent.") if held else _("Les fins d’inscription sont suspendues."),
            )
            return redirect("declarations:windows")
    title = (
        _("Reprendre les fins d’inscription %(of_month)s")
        if held
        else _("Suspendre les fins d’inscription %(of_month)s")
    )
    return _form_page(request, form, window, title % {"of_month": of_month(month)})


@for_roles(Role.OPERATOR)
@require_safe
def reprieves(request: HttpRequest, month: Month) -> HttpResponse:
    """Who has more time for this month because of the post, until when, why.  By identifier: an operator needs no name."""
    rows = Reprieve.objects.of_month(_window(month).month).select_related("seeker__user", "delay")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "seekers/declarations/reprieves.html", {"month": month, "page": page, "now": clock.now()})


def _window(month: Month) -> Window:
    window = Window.objects.filter(month=month).first()
    if window is None:
        raise Http404
    return window


def _form_page(request: HttpRequest, form: forms.Form, window: Window, title: str) -> HttpResponse:
    context = {"form": form, "window": window, "title": title}
    return render(request, "seekers/declarations/window_form.html", context, status=422 if form.errors else 200)

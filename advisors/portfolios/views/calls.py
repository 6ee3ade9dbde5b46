"""Whom to call today, in order, each rank with its reasons; and what came of a call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advisors.portfolios import services
from advisors.portfolios.forms import ResultForm
from advisors.portfolios.helping import help_for
from advisors.portfolios.lines import window_in_hand
from advisors.portfolios.models import CallResult, CallTask
from advisors.portfolios.queue import entries_of
from advisors.portfolios.views.doors import in_agency_time
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.web.templatetags.words import day, time_of_day
from seekers.declarations.models import Declaration
from seekers.help.models import Way
from seekers.profiles.models import Seeker

CALLS_A_PAGE = 20


@for_roles(Role.ADVISOR)
@require_safe
@in_agency_time
def calls(request: HttpRequest) -> HttpResponse:
    """Who was promised a call first, then the people to call now, then those who come back later."""
    now = clock.now()
    asked = help_for(person(request)).open().promised_first().select_related("person", "taken_by")
    mine = CallTask.objects.of_advisor(request.user).select_related("seeker__user")
    page = Paginator(entries_of(mine.to_make(now)), CALLS_A_PAGE).get_page(request.GET.get("page"))
    later = entries_of(mine.put_off(now))
    context = {
        "asked": [each for each in asked if each.way != Way.COME],
        "coming": [each for each in asked if each.way == Way.COME],
        "page": page,
        "later": later,
    }
    return render(request, "advisors/portfolios/calls.html", context)


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
@in_agency_time
def call(request: HttpRequest, public_id: Any) -> HttpResponse:
    """One person on the telephone: why, the number, what to note.  Without a call that waits, the way back to the list."""
    now = clock.now()
    seeker = services.find_person(public_id=public_id, actor=request.user).seeker
    waiting = (
        CallTask.objects.of_advisor(request.user).to_make(now).filter(seeker=seeker).select_related("seeker__user")
    )
    entries = entries_of(waiting)
    if not entries:
        messages.info(request, _("Il n’y a plus d’appel à noter pour %(name)s.") % {"name": seeker})
        return redirect("portfolios:calls")
    form = ResultForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _settle(request, seeker, form, now)
    context = {
        "entry": entries[0],
        "seeker": seeker,
        "form": form,
        "month": window_in_hand(now).month,
        "draft": Declaration.objects.filter(
            seeker=seeker, month=window_in_hand(now).month, draft_saved_at__isnull=False
        ).first(),
    }
    return render(request, "advisors/portfolios/call.html", context, status=422 if form.errors else 200)


def _settle(request: HttpRequest, seeker: Seeker, form: ResultForm, now: datetime) -> HttpResponse:
    said = form.cleaned_data
    try:
        back_at = services.settle_calls(
            seeker=seeker, result=CallResult(said["result"]), back_on=said["back_on"], actor=person(request), now=now
        )
    except services.NothingToCall as nothing:
        messages.info(request, nothing.sentence)
    else:
        messages.success(request, _told(seeker, back_at))
    return redirect("portfolios:calls")


def _told(seeker: Seeker, back_at: datetime | None) -> str:
    """Who disappears from the list, and until when."""
    if back_at is None:
        return _("C’est noté. %(name)s n’est plus à appeler.") % {"name": seeker}
    if timezone.localtime(back_at).date() == timezone.localdate(clock.now()):
        return _("C’est noté. %(name)s reviendra dans la liste à %(time)s.") % {
            "name": seeker,
            "time": time_of_day(back_at),
        }
    words = {"name": seeker, "day": day(back_at), "time": time_of_day(back_at)}
    return _("C’est noté. %(name)s reviendra dans la liste le %(day)s à %(time)s.") % words

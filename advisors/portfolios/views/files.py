"""A person's whole file, as the advisor who follows them reads it."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from advisors.portfolios import services
from advisors.portfolios.lines import WAITS, month_words, window_in_hand
from advisors.portfolios.models import ActState, Assignment, AssistedAct, CallTask, CallTry, MonthState
from advisors.portfolios.queue import entries_of
from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.notifications.models import Message
from seekers.declarations.lines import lines_of
from seekers.declarations.models import Assistance
from seekers.profiles import services as profiles
from seekers.profiles.models import AdjustmentNeed
from seekers.profiles.signs import noticed

MESSAGES_SHOWN, CALLS_SHOWN = 8, 10


@for_roles(Role.ADVISOR)
@require_safe
def person(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Opening it is written down, and the person sees who opened it."""
    now = clock.now()
    assignment = services.open_file(public_id=public_id, actor=request.user, now=now)
    seeker = assignment.seeker
    window = window_in_hand(now)
    with timezone.override(seeker.timezone):
        row = Assignment.objects.filter(pk=assignment.pk).select_related("seeker").with_month(window.month).get()
        words = month_words(row, window, now)
        waiting = CallTask.objects.filter(seeker=seeker).to_make(now).select_related("seeker")
        tries = CallTry.objects.filter(call__seeker=seeker).select_related("by").order_by("-at", "-pk")
        context = {
            "assignment": assignment,
            "seeker": seeker,
            "month": window.month,
            "words": words,
            "may_declare": words.state in WAITS | {MonthState.MISSED, MonthState.DECLARED},
            "declared": words.state == MonthState.DECLARED,
            "months": [line for line in lines_of(seeker, now) if line.month != window.month],
            "registration": seeker.registrations.order_by("-registered_on", "-pk").first(),
            "objection": _objection(seeker, window.month),
            "objected_acts": AssistedAct.objects.of(seeker.user).filter(state=ActState.OBJECTED),
            "sent": Message.objects.sent_to(seeker.user)[:MESSAGES_SHOWN],
            "entry": next(iter(entries_of(waiting)), None),
            "tries": tries[:CALLS_SHOWN],
            "noticed": noticed(seeker),
            "account": seeker.bank_accounts.live().filter(held_until__gt=now, refused_code="").first(),
            "contact_changed": profiles.contact_changed(seeker, now),
            "need": AdjustmentNeed.objects.given().filter(seeker=seeker).first(),
        }
        return render(request, "advisors/portfolios/person.html", context)


def _objection(seeker: Any, month: Any) -> Assistance | None:
    """What the person says of a declaration made with an advisor, while it is still the one that counts."""
    contested = Assistance.objects.filter(version__declaration__seeker=seeker, objected_at__isnull=False)
    return contested.filter(version__declaration__month=month, version__declaration__current=F("version")).first()

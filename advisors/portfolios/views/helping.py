"""Somebody asked for help: where they stand, the time we promised, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advisors.portfolios import helping
from advisors.portfolios.forms import HelpForm
from advisors.portfolios.views.doors import in_agency_time
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.refusals import Refused
from seekers.help import services
from seekers.help.models import HelpRequest, Outcome


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
@in_agency_time
def help_asked(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Read before calling; settled after."""
    user = person(request)
    if request.method == "POST":
        asked = helping.find_help(public_id=public_id, actor=user)
    else:
        asked = helping.open_help(public_id=public_id, actor=user)
    form = HelpForm(request.POST if request.method == "POST" else None, way=asked.way)
    if form.is_valid():
        return _settle(request, asked, form)
    follows = helping.follows(user, asked)
    context = {
        "asked": asked,
        "form": form,
        "follows": follows,
        "month": helping.month_of(asked) if follows else None,
        "answers": helping.shared_answers(asked),
        "taken_by_other": asked.taken_by_id not in (None, user.pk),
    }
    return render(request, "advisors/portfolios/help/asked.html", context, status=422 if form.errors else 200)


@for_roles(Role.ADVISOR)
@require_POST
def take_help(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Colleagues see who has it."""
    asked = helping.find_help(public_id=public_id, actor=person(request))
    try:
        services.take(request=asked, actor=person(request), now=clock.now())
    except Refused as refused:
        messages.warning(request, refused.sentence if isinstance(refused, services.AlreadyTaken) else _over())
    return redirect("portfolios:help_asked", public_id=public_id)


def _settle(request: HttpRequest, asked: HelpRequest, form: HelpForm) -> HttpResponse:
    said, user, now = form.cleaned_data, person(request), clock.now()
    try:
        if said["outcome"] == Outcome.NO_ANSWER:
            services.nobody_answered(request=asked, actor=user, now=now)
            messages.success(request, _("C’est noté. La personne sait que vous avez appelé."))
        else:
            answer = said.get("answer", "")
            services.settle(request=asked, outcome=said["outcome"], actor=user, now=now, answer=answer)
            messages.success(request, _("C’est noté. %(name)s n’attend plus.") % {"name": asked.person})
    except Refused as refused:
        messages.warning(request, _over() if refused.code == "illegal_transition" else refused.sentence)
    return redirect("portfolios:calls")


def _over() -> str:
    return _("Cette demande est déjà terminée ou annulée.")

"""The people used to the agency, the telephone or paper; and, for one person, how at ease they are online."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advisors.portfolios import services
from advisors.portfolios.forms import ExportForm
from advisors.portfolios.habits import habits_of, people
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from seekers.profiles import services as profiles
from seekers.profiles.forms import AutonomyForm
from seekers.profiles.models import Autonomy, AutonomyObservation
from seekers.profiles.signs import noticed

PEOPLE_A_PAGE = 25


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def habits(request: HttpRequest) -> HttpResponse:
    """Read, or taken out as a file with a reason."""
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        content = services.export_habits(reason=form.cleaned_data["reason"], actor=person(request), now=clock.now())
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="habitudes.csv"'
        return response
    page = Paginator(people(person(request)), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "habits": habits_of(page)}
    return render(request, "advisors/portfolios/habits.html", context, status=422 if form.errors else 200)


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def autonomy(request: HttpRequest, public_id: Any) -> HttpResponse:
    """What the person says of themselves, noted by their advisor after asking; what was noticed, and setting it aside."""
    if request.method == "POST":
        seeker = services.find_person(public_id=public_id, actor=request.user).seeker
    else:
        seeker = services.open_file(public_id=public_id, actor=request.user, now=clock.now()).seeker
    said = "" if seeker.autonomy == Autonomy.UNKNOWN else seeker.autonomy
    form = AutonomyForm(request.POST if request.method == "POST" else None, initial={"level": said})
    if form.is_valid():
        profiles.say_autonomy(seeker=seeker, level=form.cleaned_data["level"], actor=request.user, now=clock.now())
        messages.success(request, _("C’est noté. La personne le voit dans son dossier."))
        return redirect("portfolios:person", public_id=public_id)
    context = {"seeker": seeker, "form": form, "noticed": noticed(seeker)}
    return render(request, "advisors/portfolios/autonomy.html", context, status=422 if form.errors else 200)


@for_roles(Role.ADVISOR)
@require_POST
def set_aside(request: HttpRequest, public_id: Any, number: int) -> HttpResponse:
    seeker = services.find_person(public_id=public_id, actor=request.user).seeker
    observation = get_object_or_404(AutonomyObservation, pk=number, seeker=seeker)
    profiles.set_aside(observation=observation, actor=request.user, now=clock.now())
    messages.success(request, _("C’est noté : nous n’en tenons plus compte."))
    return redirect("portfolios:autonomy", public_id=public_id)

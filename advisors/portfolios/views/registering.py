"""What waits at the registration desk, and beginning or taking over an application with a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.portfolios import services
from advisors.portfolios.forms import AcceptForm, BeginWithForm
from advisors.portfolios.models import AssistedAct
from advisors.portfolios.services.registering import slip_to_key
from advisors.portfolios.views.doors import in_agency_time
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.intake.models import REGISTRATION, Slip
from portal.refusals import Refused
from seekers.registration import services as registrations
from seekers.registration.models import Application

HANDED_A_PAGE = 20


@for_roles(Role.ADVISOR)
@require_safe
@in_agency_time
def registrations_desk(request: HttpRequest) -> HttpResponse:
    """What waits: drafts that people handed over, applications to check, paper to type, and one's own unfinished ones."""
    user = person(request)
    handed = Application.objects.handed().filter(helper=None).select_related("applicant")
    context = {
        "page": Paginator(handed, HANDED_A_PAGE).get_page(request.GET.get("page")),
        "mine": Application.objects.drafts().filter(helper=user).select_related("applicant").order_by("-saved_at"),
        "to_check": Application.objects.to_check().select_related("applicant")[:HANDED_A_PAGE],
        "objected": Application.objects.objected().select_related("applicant", "signed_by")[:HANDED_A_PAGE],
        "objected_acts": AssistedAct.objects.objected().select_related("agreement__person", "agreement__advisor")[
            :HANDED_A_PAGE
        ],
        "papers": Slip.objects.to_key(REGISTRATION)[:HANDED_A_PAGE],
        "accept": AcceptForm(),
    }
    return render(request, "advisors/portfolios/registering/desk.html", context)


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_with(request: HttpRequest) -> HttpResponse:
    """The name, and how we are talking; with ``?slip=CODE`` the paper form stands beside the questions."""
    slip, sentence = None, ""
    try:
        slip = slip_to_key(request.POST.get("slip") or request.GET.get("slip", ""))
    except Refused as refused:
        sentence = refused.sentence
    form = BeginWithForm(request.POST if request.method == "POST" else None, on_paper=slip is not None)
    if not sentence and form.is_valid():
        said = form.cleaned_data
        try:
            application = services.begin_with(
                first_name=said["first_name"], last_name=said["last_name"], via=said.get("via", ""), slip=slip,
                identifier=said.get("identifier", ""), actor=person(request), now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("identifier" if "identifier" in form.fields else None, refused.sentence)
        else:
            return redirect("portfolios:register_step", application.public_id, application.step)
    context = {"form": form, "slip": slip, "sentence": sentence}
    status = 422 if form.errors or sentence else 200
    return render(request, "advisors/portfolios/registering/begin.html", context, status=status)


@for_roles(Role.ADVISOR)
@require_POST
def begin_known(request: HttpRequest, public_id: Any) -> HttpResponse:
    """A new application of somebody in the portfolio, with what their file knows.  What they began themselves stays theirs."""
    seeker = services.find_person(public_id=public_id, actor=request.user).seeker
    user = person(request)
    application = registrations.begin_again(seeker=seeker, actor=user, now=clock.now(), via=AcceptForm.BY_TELEPHONE)
    if application.helper_id != user.pk:
        words = _("La personne a déjà commencé une demande. Proposez-lui de vous la confier, en bas de ses pages.")
        messages.warning(request, words)
        return redirect("portfolios:person", public_id=public_id)
    return redirect("portfolios:register_step", application.public_id, application.step)


@for_roles(Role.ADVISOR)
@require_POST
def accept_handed(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Take a handed draft: the person sees who has it, and may take it back."""
    application = get_object_or_404(Application.objects.handed(), public_id=public_id)
    form = AcceptForm(request.POST)
    via = form.cleaned_data["via"] if form.is_valid() else AcceptForm.BY_TELEPHONE
    try:
        registrations.accept(application=application, via=via, actor=person(request), now=clock.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect("portfolios:registrations")
    return redirect("portfolios:register_step", public_id=public_id, step=application.step)

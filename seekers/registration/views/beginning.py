"""The first page, and going on: on another device, with an advisor, after a long sleep."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from portal import clock
from portal.accounts import identity, sessions
from portal.accounts.audience import for_everyone, for_roles, person
from portal.accounts.digests import address_key
from portal.accounts.roles import Role
from portal.refusals import Refused
from seekers.profiles.models import Seeker
from seekers.registration import carrying, services, state
from seekers.registration.forms.entry import BeginForm, LostForm, ResumeForm
from seekers.registration.models import Application, ApplicationState
from seekers.registration.views.doors import WHO, Desk, of_a_draft


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Who you are, what to have at hand, how long it takes, and the other ways.  Signed in: where one stands already.

    From the estimate this page is posted with what was typed there, signed (``carry``): shown, and carried on.
    """
    if request.user.is_authenticated:
        return _where_they_stand(request)
    known = state.vouched(request)
    told = carrying.read(request.POST.get("told", "") or identity.carried(request))
    sent = request.method == "POST" and "carry" not in request.POST
    form = BeginForm(request.POST if sent else None, vouched=known is not None)
    if sent and form.is_valid():
        said, given = known or (None, None)
        try:
            with transaction.atomic():
                application = services.begin(
                    first_name=form.cleaned_data.get("first_name", ""), last_name=form.cleaned_data.get("last_name", ""),
                    language=(get_language() or "fr")[:2], identity=said, identity_from=given.source if given else "",
                    began_from=address_key(request), told=told, now=clock.now(),
                )  # fmt: skip
                if given is not None:
                    state.link(request, application.applicant, given)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            sessions.open_for(request, application.applicant)
            return redirect("registration:step", application.step)
    context = {"form": form, "known": known[0] if known else None, "told": carrying.sign(told) if told else ""}
    return render(request, "seekers/registration/begin.html", context, status=422 if form.errors else 200)


@for_everyone
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """The code of the other device, with the date of birth.  Opening this page uses nothing up."""
    form = ResumeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            application = services.resume(
                code=form.cleaned_data["code"], birth_date=form.cleaned_data["birth_date"],
                address_key=address_key(request), now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            sessions.open_for(request, application.applicant)
            messages.success(request, _("Vous continuez où vous en étiez. Rien n’est perdu."))
            return redirect("registration:step", application.step)
    return render(request, "seekers/registration/resume.html", {"form": form}, status=422 if form.errors else 200)


@for_everyone
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """A new code, to the address written in the draft.  The answer is the same whoever is named."""
    form = LostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.ask_resume_code(
            address=form.cleaned_data["address"], birth_date=form.cleaned_data["birth_date"],
            address_key=address_key(request), now=clock.now(),
        )  # fmt: skip
        messages.info(
            request,
            _("Si une inscription commencée correspond, un code vient d’être envoyé. Rien reçu ? Appelez-nous."),
        )
        return redirect("registration:resume")
    return render(request, "seekers/registration/lost.html", {"form": form}, status=422 if form.errors else 200)


@for_roles(*WHO)
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_draft
def elsewhere(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A code to go on with another device: shown once, and sent where the person chose to be written to."""
    code, sentence = "", ""
    if request.method == "POST":
        try:
            code = services.send_resume_code(application=desk.application, actor=request.user, now=desk.now)
        except Refused as refused:
            sentence = refused.sentence
    context = {
        "desk": desk, "code": code, "sentence": sentence, "site": settings.SITE_URL,
        "reachable": bool(desk.answers.contact.email or desk.answers.contact.phone),
    }  # fmt: skip
    return render(request, "seekers/registration/elsewhere.html", context, status=422 if sentence else 200)


@for_roles(*WHO)
@require_POST
@of_a_draft
def hand_over(request: HttpRequest, desk: Desk) -> HttpResponse:
    """From the review, where nothing typed can be lost; the steps keep their page first (``views.steps``)."""
    change_hands(request, desk)
    return redirect("registration:step", desk.application.step)


def change_hands(request: HttpRequest, desk: Desk) -> None:
    """An advisor finishes it with the person; or the person takes it back."""
    if desk.application.handed_at is None:
        services.hand_over(application=desk.application, actor=request.user, now=desk.now)
        messages.success(
            request,
            _("C’est noté : un conseiller va vous appeler et finir avec vous. Vous pouvez aussi continuer seul."),
        )
    else:
        services.take_back(application=desk.application, actor=request.user, now=desk.now)
        messages.success(request, _("Vous continuez seul. Le conseiller ne vous appellera plus pour cela."))


@for_roles(Role.SEEKER, Role.APPLICANT)
@require_http_methods(["GET", "HEAD", "POST"])
def anew(request: HttpRequest) -> HttpResponse:
    """Somebody whose file is here: a new application, with what is known filled in.  One button."""
    mine = Application.objects.of(request.user)
    draft = mine.drafts().first()
    if draft is not None:
        return redirect("registration:step", draft.step)
    seeker = Seeker.objects.of(request.user).select_related("user").first()
    if seeker is None:
        return _awake(request, mine.filter(state=ApplicationState.ABANDONED).order_by("-pk").first())
    if request.method == "POST":
        application = services.begin_again(seeker=seeker, actor=request.user, now=clock.now())
        return redirect("registration:step", application.step)
    return render(request, "seekers/registration/anew.html", {"seeker": seeker})


def _awake(request: HttpRequest, asleep: Application | None) -> HttpResponse:
    """A draft that was emptied: the person begins again, under the same account."""
    if asleep is None:
        raise Http404
    if request.method == "POST":
        application = services.reopen(application=asleep, actor=request.user, now=clock.now())
        return redirect("registration:step", application.step)
    return render(request, "seekers/registration/anew.html", {"asleep": asleep})


def _where_they_stand(request: HttpRequest) -> Any:
    user = person(request)
    if user.roles.isdisjoint(WHO):
        return redirect("home")
    draft = Application.objects.of(user).drafts().first()
    if draft is not None:
        return redirect("registration:step", draft.step)
    return redirect("registration:mine" if user.has_role(Role.SEEKER) else "home")

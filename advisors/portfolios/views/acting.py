"""Acting for a person: their agreement, the acts, and what to tell them before hanging up."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from advisors.portfolios import services
from advisors.portfolios.act import Act, Done, Subject
from advisors.portfolios.acts import ACTS, CHAPTERS
from advisors.portfolios.forms import AgreementForm
from advisors.portfolios.models import Agreement, Assignment
from advisors.portfolios.views.doors import in_agency_time
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.refusals import Refused
from seekers.registration.models import Application

END = "end"


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
@in_agency_time
def acting(request: HttpRequest, public_id: Any) -> HttpResponse:
    """First the words of the agreement; then what can be done, and what was."""
    user, now = person(request), clock.now()
    helped = services.find_helped(public_id=public_id, actor=user)
    agreement = Agreement.objects.open_with(helped, user, now).first()
    form = AgreementForm(request.POST if request.method == "POST" and agreement is None else None)
    if request.method == "POST" and agreement is not None:
        if request.POST.get("action") == END:
            services.end_conversation(agreement=agreement, actor=user, now=now)
            messages.success(request, _("C’est fini : plus rien ne sera fait pour elle sans un nouvel accord."))
            return redirect(_back(helped, user))
        return redirect("portfolios:acting", public_id=public_id)
    if form.is_valid():
        services.agree(person=helped, actor=user, now=now, **form.cleaned_data)
        return redirect(request.get_full_path())
    if request.method != "POST":
        audit.opened(file=agreement or helped, actor=user)
    context = {
        "helped": helped, "agreement": agreement, "form": form, "back": _back(helped, user),
        "chapters": _offers(helped) if agreement else [], "acts": agreement.acts.order_by("pk") if agreement else [],
    }  # fmt: skip
    return render(request, "advisors/portfolios/acting/acts.html", context, status=422 if form.errors else 200)


@for_roles(Role.ADVISOR)
@sensitive_post_parameters("iban")
@require_http_methods(["GET", "HEAD", "POST"])
@in_agency_time
def act(request: HttpRequest, public_id: Any, code: str, key: str = "") -> HttpResponse:
    """The person's own form, filled in with their words."""
    user, now = person(request), clock.now()
    helped = services.find_helped(public_id=public_id, actor=user)
    agreement = Agreement.objects.open_with(helped, user, now).first()
    wanted = ACTS.get(code)
    if wanted is None:
        raise Http404
    if agreement is None:
        messages.info(request, _("Notez d’abord l’accord de la personne."))
        return redirect("portfolios:acting", public_id=public_id)
    subject = next((each for each in wanted.subjects(helped, now) if each.key == key), None)
    if subject is None:
        messages.info(request, _("C’est déjà fait, ou ce n’est plus possible."))
        return redirect("portfolios:acting", public_id=public_id)
    form = wanted.form(request, subject)
    if form.is_bound and form.is_valid():
        answer = _done(request, agreement, wanted, subject, form)
        if answer is not None:
            return answer
    if request.method != "POST":
        audit.opened(file=agreement, actor=user)
    context = {
        "helped": helped, "agreement": agreement, "act": wanted, "subject": subject, "form": form,
        "multipart": form.is_multipart(), "once": _once(request),
    }  # fmt: skip
    return render(request, "advisors/portfolios/acting/act.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, agreement: Agreement, act: Act, subject: Subject, form: Any) -> HttpResponse | None:
    """None when the service refused: its sentence stands on the form."""
    try:
        _written, done = services.act_for(
            agreement=agreement, act=act, subject=subject, form=form, once=_once(request), actor=person(request),
            now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        _say(form, refused)
        return None
    _tell(request, done)
    return redirect("portfolios:acting", public_id=agreement.person.public_id)


def _say(form: forms.Form, refused: Refused) -> None:
    """At the questions without an answer, when the service names them; else above the form."""
    missing: Any = refused.facts.get("missing", ())
    named = [name for name in missing if name in form.fields]
    for name in named:
        form.add_error(name, _("Posez cette question : elle n’a pas de réponse."))
    if not named:
        form.add_error(None, refused.sentence)


def _tell(request: HttpRequest, done: Done) -> None:
    messages.success(request, _("Fait : « %(done)s ». La personne en reçoit la preuve.") % {"done": done.words})
    if done.note:
        messages.warning(request, done.note)


def _once(request: HttpRequest) -> uuid.UUID:
    """The number of this page, which it posts back: two presses are one act."""
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid.uuid4()


def _offers(helped: User) -> list[tuple[Any, list[tuple[Act, list[Subject]]]]]:
    """By chapter, the acts that can be done now, each on what."""
    now = clock.now()
    chapters = []
    for title, acts in CHAPTERS:
        offers = [(act, subjects) for act in acts if (subjects := list(act.subjects(helped, now)))]
        if offers:
            chapters.append((title, offers))
    return chapters


def _back(helped: User, user: User) -> str:
    """The person's file; else the draft that is filled in with them."""
    if Assignment.objects.of_advisor(user).filter(seeker__user=helped).exists():
        return reverse("portfolios:person", args=[helped.public_id])
    draft = Application.objects.drafts().filter(applicant=helped, helper=user).first()
    return reverse("portfolios:register_step", args=[draft.public_id, draft.step]) if draft else reverse("home")

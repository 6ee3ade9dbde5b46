"""An application that resembles another file: who is this person?  Looked at by an advisor who did not sign it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from advisors.portfolios import services
from advisors.portfolios.doubles import WHY, resembling
from advisors.portfolios.forms import CheckForm
from advisors.portfolios.permissions import may_settle
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.refusals import Refused
from seekers.registration import places
from seekers.registration.answers import Answers
from seekers.registration.models import Application
from seekers.registration.services import Outcome
from seekers.registration.summary import summary


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The answers on one side, the files that resemble them on the other; opening both is written down."""
    user = person(request)
    application = get_object_or_404(
        Application.objects.to_check().select_related("applicant", "signed_by"), public_id=public_id
    )
    answers = Answers.from_json(application.answers)
    files = list(resembling(application, answers))
    if request.method != "POST":
        for each in (application, *files):
            audit.opened(file=each, actor=user, reason=_("Vérification d’une inscription"))
    form = CheckForm(request.POST if request.method == "POST" else None, files=files)
    sentence = ""
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.settle_check(
                application=application, outcome=Outcome(said["outcome"]), reason=said["reason"], actor=user,
                seeker=next((each for each in files if str(each.pk) == said["seeker"]), None), now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            sentence = refused.sentence
        else:
            messages.success(request, _("C’est noté. La personne est prévenue si sa situation a changé."))
            return redirect("portfolios:registrations")
    with timezone.override(places.zone(answers)):
        context = {
            "application": application, "chapters": summary(answers), "files": files, "form": form, "sentence": sentence,
            "why": WHY.get(application.check_reason, application.check_reason), "may_settle": may_settle(user, application),
        }  # fmt: skip
        status = 422 if form.errors or sentence else 200
        return render(request, "advisors/portfolios/registering/check.html", context, status=status)

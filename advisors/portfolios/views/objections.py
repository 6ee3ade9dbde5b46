"""What the person contests: an application signed through an advisor, or an act done for them; and the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from advisors.portfolios import services
from advisors.portfolios.forms import ObjectionAnswerForm
from advisors.portfolios.models import ActState, AssistedAct
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.refusals import Refused
from seekers.registration import places
from seekers.registration.answers import Answers
from seekers.registration.models import Application, ObjectionAnswer
from seekers.registration.summary import summary


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, public_id: Any) -> HttpResponse:
    """Opening it is written down; once answered it is nobody's page any more."""
    user = person(request)
    contested = (
        Application.objects.objected().exclude(applicant=user).select_related("applicant", "seeker", "signed_by")
    )
    application = get_object_or_404(contested, public_id=public_id)
    if request.method != "POST":
        audit.opened(file=application, actor=user, reason=_("Inscription contestée"))
    form = ObjectionAnswerForm(
        request.POST if request.method == "POST" else None, choices=ObjectionAnswerForm.OF_APPLICATION
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            draft = services.settle_objection(
                application=application, answer=ObjectionAnswer(said["answer"]), words=said["words"], actor=user,
                now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("answer", refused.sentence)
        else:
            return _on(request, draft, user)
    answers = Answers.from_json(application.answers)
    with timezone.override(places.zone(answers)):
        context = {"application": application, "chapters": summary(answers), "form": form}
        status = 422 if form.errors else 200
        return render(request, "advisors/portfolios/registering/objection.html", context, status=status)


def _on(request: HttpRequest, draft: Application | None, user: User) -> HttpResponse:
    """To the new application, when it is this advisor's to fill in."""
    messages.success(request, _("Réponse envoyée à la personne."))
    if draft is None:
        return redirect("portfolios:registrations")
    if draft.helper_id != user.pk:
        words = _("La personne a déjà commencé une demande. Proposez-lui de vous la confier, en bas de ses pages.")
        messages.warning(request, words)
        return redirect("portfolios:registrations")
    return redirect("portfolios:register_step", draft.public_id, draft.step)


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def act_objection(request: HttpRequest, public_id: Any) -> HttpResponse:
    """What was done for the person, what they say of it; once answered it is nobody's page any more."""
    user = person(request)
    rows = AssistedAct.objects.objected().exclude(agreement__person=user)
    act = get_object_or_404(rows.select_related("agreement__person", "agreement__advisor"), public_id=public_id)
    if request.method != "POST":
        audit.opened(file=act, actor=user, reason=_("Désaccord de la personne"))
    form = ObjectionAnswerForm(
        request.POST if request.method == "POST" else None, choices=ObjectionAnswerForm.OF_ACT
    )  # fmt: skip
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.answer_act(
                act=act, answer=ActState(said["answer"]), words=said["words"], actor=user, now=clock.now()
            )  # fmt: skip
        except Refused as refused:
            form.add_error("answer", refused.sentence)
        else:
            messages.success(request, _("Réponse envoyée à la personne."))
            return redirect("portfolios:registrations")
    context = {"act": act, "form": form}
    status = 422 if form.errors else 200
    return render(request, "advisors/portfolios/acting/objection.html", context, status=status)

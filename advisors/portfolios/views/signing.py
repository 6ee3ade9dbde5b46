"""Reading a registration back to the person, signing it with their agreement, and what to tell them before hanging up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advisors.portfolios import services
from advisors.portfolios.aloud import spelled
from advisors.portfolios.forms import SignForm
from advisors.portfolios.views.registering import beside_a_draft, framed
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from seekers.registration import places, rules, steps
from seekers.registration import services as registrations
from seekers.registration.answers import Answers
from seekers.registration.models import ApplicationState, Step
from seekers.registration.read import Reading
from seekers.registration.review import ApplicationReview
from seekers.registration.summary import summary
from seekers.registration.views.doors import Desk


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
@beside_a_draft
def read_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything read aloud, the rights that follow, the words of the consent.  What was read is signed, so it is what is sent."""
    on_paper = bool(desk.application.slip)
    if request.method != "POST":
        return _page(request, desk, desk.answers, SignForm(on_paper=on_paper))
    read = _reading(request, desk).read(request.POST.get("read", ""))
    if read is None:
        messages.warning(request, _("Cette page n’était plus valable. Rien n’est signé : relisez, puis signez."))
        return redirect("portfolios:register_review", desk.application.public_id)
    answers, edition = read
    form = SignForm(request.POST, on_paper=on_paper)
    if not form.is_valid():
        return _page(request, desk, answers, form)
    try:
        services.sign_with(
            application=desk.application, answers=answers, edition=edition, actor=person(request), now=desk.now,
            confirmed=request.POST.getlist("confirmed"), **form.cleaned_data,
        )  # fmt: skip
    except registrations.ToConfirm as unusual:
        return _page(request, desk, answers, form, unconfirmed=unusual.surprises)
    except registrations.Incomplete as incomplete:
        messages.warning(request, incomplete.sentence)
        return redirect("portfolios:register_step", desk.application.public_id, steps.STEP_OF[incomplete.step])
    except registrations.Conflict as conflict:
        messages.warning(request, conflict.sentence)
        return redirect("portfolios:register_review", desk.application.public_id)
    except registrations.NotADraft:
        pass  # pressed twice: the proof is there
    return redirect("portfolios:register_proof", desk.application.public_id)


@for_roles(Role.ADVISOR)
@require_safe
def proof(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The code to dictate, the message that left, the right to object."""
    application = services.open_application(public_id=public_id, actor=person(request))
    if application.state == ApplicationState.DRAFT or application.receipt is None:
        return redirect("portfolios:register_step", public_id=public_id, step=application.step)
    answers = Answers.from_json(application.answers)
    with timezone.override(places.zone(answers)):
        context = {
            "application": application,
            "spelled": spelled(application.receipt),
            "checked": application.state == ApplicationState.TO_CHECK,
            "has_password": application.applicant.has_usable_password(),
            "reachable": bool(answers.contact.email or answers.contact.phone),
        }
        return render(request, "advisors/portfolios/registering/proof.html", context)


def _reading(request: HttpRequest, desk: Desk) -> Reading:
    return Reading(desk.application.pk, person(request).pk)


def _page(request: HttpRequest, desk: Desk, answers: Answers, form: SignForm, *, unconfirmed: Any = ()) -> HttpResponse:
    missing = sorted(
        {steps.STEP_OF[problem.step] for problem in rules.problems(answers, desk.today)}, key=list(Step).index
    )
    checked = set(request.POST.getlist("confirmed"))
    wrong = bool(form.errors or unconfirmed)
    context = framed(request, desk, Step.REVIEW) | {
        "form": form, "chapters": summary(answers), "missing": missing, "unconfirmed": list(unconfirmed), "wrong": wrong,
        "review": ApplicationReview(desk.application, answers, desk.today), "asked_on": desk.application.asked_on or desk.today,
        "surprises": [{"finding": each, "checked": each.key in checked} for each in rules.surprises(answers, desk.today)],
        "read": _reading(request, desk).sign(answers, desk.application.edition),
    }  # fmt: skip
    return render(request, "advisors/portfolios/registering/read_back.html", context, status=422 if wrong else 200)

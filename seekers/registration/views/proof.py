"""The proof of what was signed, what happens next, and the right to object."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.home.steps import Step as Coming
from portal.home.steps import StepState
from seekers.registration import pieces, places, receipts, services
from seekers.registration.answers import Answers
from seekers.registration.desks import WHO, latest
from seekers.registration.forms.entry import ObjectionForm
from seekers.registration.models import Application, ApplicationState
from seekers.registration.objections import DECIDED, NEXT
from seekers.registration.summary import summary


@for_roles(*WHO)
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """What was signed, its proof, and what happens next, with dates."""
    application = _mine(request)
    if application.state == ApplicationState.DRAFT:
        return redirect("registration:step", application.step)
    answers = Answers.from_json(application.answers)
    with timezone.override(places.zone(answers)):
        today = places.today(answers, clock.now())
        wanted = [each for each in pieces.needed(application, answers, today) if not each.settled and not each.held]
        context = {
            "application": application, "answers": answers, "chapters": summary(answers), "today": today,
            "user_name": person(request).identifier, "yours": _yours(application, answers, wanted), "ours": _ours(application),
            "checked": application.state == ApplicationState.TO_CHECK,
            "objectionable": _objectionable(application),
            "decided": DECIDED.get(application.objection_answer, ""), "next": NEXT.get(application.objection_answer, ""),
        }  # fmt: skip
        return render(request, "seekers/registration/done.html", context)


@for_roles(*WHO)
@require_safe
def done_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same proof on paper.  Same rows, same bytes."""
    application = Application.objects.of(request.user).filter(receipt=code).first()
    if application is None:
        raise Http404
    return receipts.answer(application)


@for_roles(*WHO)
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest) -> HttpResponse:
    """The person does not recognise what was signed for them."""
    application = _mine(request)
    if not _objectionable(application):
        raise Http404
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.object_to(
            application=application, words=form.cleaned_data["words"], actor=request.user, now=clock.now()
        )
        messages.success(request, _("C’est noté. Un conseiller va vous appeler pour corriger avec vous."))
        return redirect("registration:done")
    answers = Answers.from_json(application.answers)
    context = {"form": form, "application": application, "chapters": summary(answers)}
    return render(request, "seekers/registration/objection.html", context, status=422 if form.errors else 200)


def _mine(request: HttpRequest) -> Application:
    application = latest(person(request))
    if application is None:
        raise Http404
    return application


def _objectionable(application: Application) -> bool:
    return (
        application.objected_at is None
        and application.object_until is not None
        and clock.now() < application.object_until
    )


def _yours(application: Application, answers: Answers, wanted: list[pieces.Piece]) -> list[Coming]:
    coming = [
        Coming(each.title, detail=each.why, url=each.send_url, action=_("Envoyer"), state=StepState.NOW)
        for each in wanted
    ]
    if answers.bank.later:
        coming.append(_account_to_give(application))
    return coming


def _account_to_give(application: Application) -> Coming:
    title = _("Donner votre compte bancaire, pour être payé")
    if application.state == ApplicationState.TO_CHECK:
        return Coming(title, detail=_("Dès que votre dossier est vérifié : en ligne, au téléphone ou en agence."))
    return Coming(
        title,
        detail=_("Ou au téléphone, ou en agence."),
        url=reverse("profiles:account"),
        action=_("Donner mon compte"),
    )


def _ours(application: Application) -> list[Coming]:
    steps_of_ours = [
        Coming(_("Nous avons reçu votre demande signée"), when=application.signed_at, state=StepState.DONE)
    ]
    if application.state == ApplicationState.TO_CHECK:
        steps_of_ours.append(
            Coming(
                _("Nous vérifions votre dossier"),
                detail=_(
                    "D’habitude en quelques minutes. Parfois un conseiller le relit, et vous appelle s’il manque quelque chose."
                ),
                state=StepState.NOW,
            )
        )
    elif application.registration is not None:
        steps_of_ours.append(
            Coming(_("Vous êtes inscrit"), when=application.registration.registered_on, state=StepState.DONE)
        )
    return steps_of_ours

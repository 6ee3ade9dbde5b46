"""Reading everything back, signing, and the proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts import sessions
from portal.accounts.audience import for_roles, person
from portal.accounts.forms import NewPasswordForm
from portal.accounts.kept import keeps_typing, owner_mark
from portal.home.steps import Step as Coming
from portal.home.steps import StepState
from seekers.registration import pieces, places, receipts, rules, services, steps
from seekers.registration.answers import Answers
from seekers.registration.findings import Finding
from seekers.registration.forms.entry import ObjectionForm
from seekers.registration.models import Application, ApplicationState
from seekers.registration.read import Reading
from seekers.registration.review import ApplicationReview
from seekers.registration.summary import summary
from seekers.registration.views.doors import WHO, Desk, latest, of_a_draft


@for_roles(*WHO)
@keeps_typing
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_draft
def review(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything read back, the rights that follow, and the signature.

    The form carries what the person read, signed: two tabs sign what each of them shows, and a page sent twice is
    recognised.
    """
    if request.method != "POST":
        return _review_page(request, desk, desk.answers, _password_form(request, None))
    read = _reading(request, desk).read(request.POST.get("read", ""))
    if read is None:
        messages.warning(request, _("Cette page n’était plus valable. Rien n’est signé : relisez, puis signez."))
        return redirect("registration:review")
    answers, edition = read
    form = _password_form(request, request.POST)
    if form is not None and not form.is_valid():
        return _review_page(request, desk, answers, form, status=422)
    try:
        return _signed(request, desk, answers, edition, form)
    except services.ToConfirm as unusual:
        return _review_page(request, desk, answers, form, unconfirmed=unusual.surprises, status=422)
    except services.Incomplete as incomplete:
        messages.warning(request, incomplete.sentence)
        return redirect("registration:step", steps.STEP_OF[incomplete.step])
    except services.Conflict as conflict:
        messages.warning(request, conflict.sentence)
        return redirect("registration:review")
    except services.NotADraft:
        return redirect("registration:done")


def _signed(
    request: HttpRequest, desk: Desk, answers: Answers, edition: int, form: NewPasswordForm | None
) -> HttpResponse:
    user, key = person(request), request.session.session_key
    services.sign(
        application=desk.application, answers=answers, edition=edition, actor=user, now=desk.now,
        password=form.cleaned_data["password"] if form is not None else None,
        confirmed=request.POST.getlist("confirmed"), session_key=key,
    )  # fmt: skip
    if form is not None:
        user.refresh_from_db(fields=["password"])
        update_session_auth_hash(request, user)
        sessions.renamed(request, key)
    return redirect("registration:done")


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
    application = latest(request)
    if application is None:
        raise Http404
    return application


def _objectionable(application: Application) -> bool:
    return (
        application.objected_at is None
        and application.object_until is not None
        and clock.now() < application.object_until
    )


def _review_page(
    request: HttpRequest,
    desk: Desk,
    answers: Answers,
    form: NewPasswordForm | None,
    *,
    unconfirmed: Iterable[Finding] = (),
    status: int = 200,
) -> HttpResponse:
    problems = rules.problems(answers, desk.today)
    confirmed = set(request.POST.getlist("confirmed"))
    context: dict[str, Any] = {
        "desk": desk, "form": form, "chapters": summary(answers), "owner": owner_mark(request),
        "review": ApplicationReview(desk.application, answers, desk.today),
        "missing": [{"step": steps.STEP_OF[name], "sentences": found} for name, found in _by_step(problems).items()],
        "surprises": [{"finding": each, "checked": each.key in confirmed} for each in rules.surprises(answers, desk.today)],
        "unconfirmed": list(unconfirmed), "number": len(desk.walk), "total": len(desk.walk),
        "read": _reading(request, desk).sign(answers, desk.application.edition), "wrong": status != 200,
    }  # fmt: skip
    return render(request, "seekers/registration/review.html", context, status=status)


def _by_step(problems: list[Finding]) -> dict[str, list[str]]:
    """What to put right, page by page; a question without an answer is only its page to open."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        sentences = found.setdefault(problem.step, [])
        if problem.code != "unanswered" and problem.sentence not in sentences:
            sentences.append(problem.sentence)
    return found


def _reading(request: HttpRequest, desk: Desk) -> Reading:
    return Reading(desk.application.pk, person(request).pk)


def _password_form(request: HttpRequest, typed: Any) -> NewPasswordForm | None:
    """None for who has a password already, or whom the State signs in."""
    user = person(request)
    if user.has_usable_password() or user.state_links.exists():
        return None
    form = NewPasswordForm(typed, user=user)
    form.use_required_attribute = False
    form.fields["password"].label = _("Choisissez votre mot de passe")
    return form


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
        return Coming(title, detail=_("Dès que votre demande est relue : en ligne, au téléphone ou en agence."))
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
                _("Un conseiller relit votre demande"),
                detail=_("Il vous appelle s’il manque quelque chose."),
                state=StepState.NOW,
            )
        )
    elif application.registration is not None:
        steps_of_ours.append(
            Coming(_("Vous êtes inscrit"), when=application.registration.registered_on, state=StepState.DONE)
        )
    return steps_of_ours

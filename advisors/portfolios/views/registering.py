"""Registering with a person: the same pages as theirs, one question at a time, filled in by an advisor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisors.portfolios import services
from advisors.portfolios.forms import AcceptForm, BeginWithForm
from advisors.portfolios.services.registering import slip_to_key
from advisors.portfolios.views.doors import in_agency_time
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.kept import keeps_typing, owner_mark, take_back
from portal.accounts.roles import Role
from portal.intake.models import REGISTRATION, Slip
from portal.refusals import Refused
from seekers.registration import pieces, places, steps, typed
from seekers.registration import services as registrations
from seekers.registration.answers import Answers
from seekers.registration.forms import SituationForm, StepForm, form_of
from seekers.registration.models import Application, ApplicationState, Step
from seekers.registration.views.doors import Desk

NEXT, LATER, LOOK, SKIP = "next", "later", "look", "skip"
"""What the buttons of a step say: go on, finish later, look a commune or a trade up, answer this step later."""
HANDED_A_PAGE = 20
FRAME = "advisors/portfolios/registering/journey.html"
Page = Callable[..., HttpResponse]
Form = StepForm | SituationForm


def beside_a_draft(view: Page) -> Page:
    """``view(request, desk)`` on the draft that ``request.user`` fills in with its person; a signed one leads to its proof."""

    @wraps(view)
    def door(request: HttpRequest, public_id: Any, **others: Any) -> HttpResponse:
        find = services.find_application if request.method == "POST" else services.open_application
        application = find(public_id=public_id, actor=person(request))
        if application.state != ApplicationState.DRAFT:
            return redirect("portfolios:register_proof", public_id=public_id)
        answers = Answers.from_json(application.answers)
        with timezone.override(places.zone(answers)):
            return view(request, Desk(application, answers, clock.now()), **others)

    return door


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
        application = services.begin_with(
            first_name=said["first_name"], last_name=said["last_name"], via=said.get("via", ""), slip=slip,
            actor=person(request), now=clock.now(),
        )  # fmt: skip
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


@for_roles(Role.ADVISOR)
@keeps_typing
@sensitive_post_parameters("nir", "iban")
@require_http_methods(["GET", "HEAD", "POST"])
@beside_a_draft
def step(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """The page of ``step``, filled in for the person."""
    if step not in Step.values:
        raise Http404
    here = Step(step)
    if here == Step.REVIEW:
        return redirect("portfolios:register_review", desk.application.public_id)
    if here not in desk.walk:
        return _go(desk, steps.after(here, desk.answers))
    if here == Step.DOCUMENTS:
        return _documents(request, desk)
    if request.method == "POST":
        return _posted(request, desk, here)
    back = take_back(request)
    words = desk.application.typed.get(here) or typed.page(here, desk.answers)
    data = back if back is not None else typed.as_posted(words)
    form = form_of(here, data, asking=desk.asking(data), judged=False)
    return _page(request, desk, here, form, taken_back=back is not None)


def _posted(request: HttpRequest, desk: Desk, here: Step) -> HttpResponse:
    action, _colon, where = request.POST.get("action", NEXT).partition(":")
    if action == LOOK or (here == Step.SITUATION and action in {"add", "remove"}):
        return _redraw(request, desk, here, action, where)
    if action == SKIP and here == Step.HOUSEHOLD:
        return _save(request, desk, here, desk.answers, None) or _on(desk, here)
    form = form_of(here, request.POST, asking=desk.asking(request.POST))
    sound = form.is_sound()
    answers, words = (form.answers(), None) if sound else (desk.answers, typed.kept(here, request.POST))
    conflict = _save(request, desk, here, answers, words)
    if conflict is not None:
        return conflict
    if action == LATER:
        return _put_aside(request, desk)
    return _on(desk, here) if sound else _page(request, desk, here, form, status=422)


def _redraw(request: HttpRequest, desk: Desk, here: Step, action: str, where: str) -> HttpResponse:
    """A row more or less, or what was looked up: kept as typed, nothing judged; htmx gets that part of the page alone."""
    part = "found" if action == LOOK else "rows"
    words = typed.kept(here, request.POST) if action == LOOK else typed.changed(request.POST, action, where)
    conflict = _save(request, desk, here, desk.answers, words)
    if conflict is not None:
        return conflict
    if not request.htmx:  # type: ignore[attr-defined]
        anchor = part if action == LOOK else where.partition(":")[0]
        return redirect(f"{request.path}#{anchor}")
    data = typed.as_posted(words)
    form = form_of(here, data, asking=desk.asking(data), judged=False)
    return _page(request, desk, here, form, part=f"#{part}")


def _save(
    request: HttpRequest, desk: Desk, here: Step, answers: Answers, words: typed.Typed | None
) -> HttpResponse | None:
    """Keep the step; where to go when the person, or a colleague, kept or signed it meanwhile."""
    edition = request.POST.get("edition", "")
    try:
        desk.application = registrations.save_step(
            application=desk.application, step=here, answers=answers, typed=words, actor=person(request), now=desk.now,
            edition=int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 9 else 0,
        )  # fmt: skip
    except registrations.Conflict as conflict:
        messages.warning(request, conflict.sentence)
        return _go(desk, here)
    except registrations.NotADraft as closed:
        messages.warning(request, closed.sentence)
        return redirect("portfolios:registrations")
    desk.answers = Answers.from_json(desk.application.answers)
    return None


def _documents(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What will be needed: said on the telephone, brought or sent later.  Nothing here stops anyone."""
    if request.method == "POST":
        conflict = _save(request, desk, Step.DOCUMENTS, desk.answers, None)
        return conflict or (
            _put_aside(request, desk) if request.POST.get("action") == LATER else _on(desk, Step.DOCUMENTS)
        )
    needed = pieces.needed(desk.application, desk.answers, desk.today)
    context = framed(request, desk, Step.DOCUMENTS) | {"needed": needed}
    return render(request, "advisors/portfolios/registering/documents.html", context)


def _on(desk: Desk, here: Step) -> HttpResponse:
    """The next step; once nothing is missing, the reading back."""
    return _go(desk, Step.REVIEW if desk.application.step == Step.REVIEW else steps.after(here, desk.answers))


def _go(desk: Desk, step: Step) -> HttpResponse:
    if step == Step.REVIEW:
        return redirect("portfolios:register_review", desk.application.public_id)
    return redirect("portfolios:register_step", desk.application.public_id, step)


def _put_aside(request: HttpRequest, desk: Desk) -> HttpResponse:
    messages.success(request, _("Vos réponses sont gardées. Rien n’est signé."))
    return redirect("portfolios:registrations")


def framed(request: HttpRequest, desk: Desk, here: Step) -> dict[str, Any]:
    """What every page beside a person shows; ``before`` is None: the way back stands in our own frame."""
    slip = Slip.objects.filter(code=desk.application.slip).prefetch_related("bundles__pages").first()
    return {
        "desk": desk, "here": here, "frame": FRAME, "edition": desk.application.edition, "owner": owner_mark(request),
        "number": desk.walk.index(here) + 1, "total": len(desk.walk), "before": None, "taken_back": False, "wrong": False,
        "back": steps.before(here, desk.answers), "slip": slip if desk.application.slip else None,
    }  # fmt: skip


def _page(
    request: HttpRequest, desk: Desk, here: Step, form: Form, *, part: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    context = framed(request, desk, here) | {"form": form, "wrong": form.wrong, **more}
    if here == Step.SITUATION:
        context[
            "offered"
        ] = []  # what employers sent is taken over by the person alone, once the State vouches for them
    return render(request, f"seekers/registration/steps/{here}.html{part}", context, status=status)

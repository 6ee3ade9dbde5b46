"""One page for each step: shown as it was last typed, judged when it is sent, kept in every case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts.audience import for_roles
from portal.accounts.kept import keeps_typing, owner_mark, take_back
from portal.web.templatetags.words import time_of_day
from seekers.registration import pieces, services, steps, typed
from seekers.registration.answers import Answers
from seekers.registration.forms import SituationForm, StepForm, form_of
from seekers.registration.models import Step
from seekers.registration.views.beginning import change_hands
from seekers.registration.views.doors import WHO, Desk, of_a_draft

NEXT, LATER, LOOK, SKIP = "next", "later", "look", "skip"
ELSEWHERE, HAND_OVER = "elsewhere", "hand_over"
"""What the buttons say: go on, finish later, look a commune or a trade up, answer this step later; and the other ways to go on:
with another device, with an advisor."""
AWAY = {LATER, ELSEWHERE, HAND_OVER}
"""They leave the page as it is typed, whole or not: it is kept, and not judged before the person comes back."""
Form = StepForm | SituationForm


@for_roles(*WHO)
@keeps_typing
@sensitive_post_parameters("nir", "iban")
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_draft
def step(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """The page of ``step``.  Household, when nothing is claimed, does not exist: the next one is shown."""
    if step not in Step.values:
        raise Http404
    here = Step(step)
    if here == Step.REVIEW:
        return redirect("registration:review")
    if here not in desk.walk:
        return redirect("registration:step", steps.after(here, desk.answers))
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
    if here == Step.SITUATION and action in {"add", "remove", "use"}:
        return _change_rows(request, desk, action, where)
    asking = desk.asking(request.POST)
    if action == LOOK:
        return _look_up(request, desk, here)
    if action == SKIP and here == Step.HOUSEHOLD:
        return _save(request, desk, here, desk.answers, None) or _on(desk, here)
    if action in {ELSEWHERE, HAND_OVER} and _untouched(request, desk, here):
        return _away(request, desk, here, action)  # a page that was only looked at is still to be answered
    form = form_of(here, request.POST, asking=asking)
    sound = form.is_sound()
    conflict = _save(
        request,
        desk,
        here,
        form.answers() if sound else desk.answers,
        None if sound else typed.kept(here, request.POST),
    )
    if conflict is not None:
        return conflict
    if action in AWAY:
        return _away(request, desk, here, action)
    return _on(desk, here) if sound else _page(request, desk, here, form, status=422)


def _save(
    request: HttpRequest, desk: Desk, here: Step, answers: Answers, words: typed.Typed | None
) -> HttpResponse | None:
    """Keep the step; the page that says so when another device kept it meanwhile."""
    try:
        desk.application = services.save_step(
            application=desk.application, step=here, answers=answers, typed=words, edition=_edition(request),
            actor=request.user, now=desk.now,
        )  # fmt: skip
    except services.Conflict as conflict:
        messages.warning(request, conflict.sentence)
        return redirect("registration:step", here)
    except services.NotADraft:
        return redirect("registration:done")
    desk.answers = Answers.from_json(desk.application.answers)
    return None


def _on(desk: Desk, here: Step) -> HttpResponse:
    """The next step; from the review's "change", back to the review once nothing else is missing."""
    done = desk.application.step == Step.REVIEW
    return redirect("registration:review") if done else redirect("registration:step", steps.after(here, desk.answers))


def _edition(request: HttpRequest) -> int:
    """As the page carried it; what is not a number counts as a first page."""
    written = request.POST.get("edition", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0


def _untouched(request: HttpRequest, desk: Desk, here: Step) -> bool:
    """Posted as it was shown; a blank box is no answer."""
    shown = desk.application.typed.get(here) or typed.page(here, desk.answers)
    pages = (shown, typed.kept(here, request.POST))
    before, after = ({name: words for name, words in page.items() if any(words)} for page in pages)
    return before == after


def _away(request: HttpRequest, desk: Desk, here: Step, action: str) -> HttpResponse:
    """Where a page goes that was just kept, and that the person leaves."""
    if action == ELSEWHERE:
        return redirect("registration:elsewhere")
    if action == HAND_OVER:
        change_hands(request, desk)
        return redirect("registration:step", here)
    return _finish_later(request, desk)


def _finish_later(request: HttpRequest, desk: Desk) -> HttpResponse:
    words = _(
        "Enregistré à %(time)s. Ce n’est pas encore signé : revenez quand vous voulez, sur cet appareil ou un autre."
    )
    messages.success(request, words % {"time": time_of_day(desk.now)})
    return redirect("registration:elsewhere" if not request.user.has_usable_password() else "home")  # type: ignore[union-attr]


def _look_up(request: HttpRequest, desk: Desk, here: Step) -> HttpResponse:
    """The communes of a postcode, the trades of a word: what was typed is kept, nothing is judged."""
    words = typed.kept(here, request.POST)
    conflict = _save(request, desk, here, desk.answers, words)
    if conflict is not None:
        return conflict
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{request.path}#found")
    data = typed.as_posted(words)
    form = form_of(here, data, asking=desk.asking(data), judged=False)
    return _page(request, desk, here, form, part="#found")


def _change_rows(request: HttpRequest, desk: Desk, action: str, where: str) -> HttpResponse:
    """Add or remove a job or an interruption, or take an employer's certificate over; the rest stays as typed."""
    if action == "use":
        words = typed.kept(Step.SITUATION, request.POST)
        job = pieces.job_of(desk.application, desk.answers, where)
        words = typed.with_job(words, job) if job is not None else words
        where = "jobs"
    else:
        words = typed.changed(request.POST, action, where)
    conflict = _save(request, desk, Step.SITUATION, desk.answers, words)
    if conflict is not None:
        return conflict
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{request.path}#{where.partition(':')[0]}")
    data = typed.as_posted(words)
    form = form_of(Step.SITUATION, data, asking=desk.asking(data), judged=False)
    return _page(request, desk, Step.SITUATION, form, part="#rows")


def _documents(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is needed given the answers, and its state.  Nothing here stops anyone: documents may come later."""
    if request.method == "POST":
        conflict = _save(request, desk, Step.DOCUMENTS, desk.answers, None)
        if conflict is not None:
            return conflict
        action = request.POST.get("action", NEXT)
        return _away(request, desk, Step.DOCUMENTS, action) if action in AWAY else _on(desk, Step.DOCUMENTS)
    needed = pieces.needed(desk.application, desk.answers, desk.today)
    return _page(request, desk, Step.DOCUMENTS, None, needed=needed)


def _page(
    request: HttpRequest, desk: Desk, here: Step, form: Form | None, *, part: str = "", status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "desk": desk, "here": here, "form": form, "edition": desk.application.edition, "owner": owner_mark(request),
        "number": desk.walk.index(here) + 1, "total": len(desk.walk), "before": steps.before(here, desk.answers),
        "frame": "seekers/registration/journey.html", "taken_back": False, "wrong": form is not None and form.wrong, **more,
    }  # fmt: skip
    if here == Step.SITUATION:
        context["offered"] = pieces.offered(desk.application, desk.answers)
    return render(request, f"seekers/registration/steps/{here}.html{part}", context, status=status)

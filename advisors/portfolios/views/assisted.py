"""Declaring with a person on the telephone: the same questions, read back aloud, then sent with their agreement."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advisors.portfolios import services
from advisors.portfolios.aloud import sentences, spelled
from advisors.portfolios.desks import Desk, desk_of
from advisors.portfolios.forms import ConsentForm, PaperConsentForm
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.kept import keeps_typing, owner_mark, take_back
from portal.accounts.roles import Role
from portal.months import Month
from portal.web.typed import Typed, as_posted
from seekers.declarations import deadlines, rules, steps, typed
from seekers.declarations import services as declarations
from seekers.declarations.answers import Answers
from seekers.declarations.forms import GROUPS, Details, MonthForm
from seekers.declarations.models import Assistance, Version
from seekers.declarations.read import Reading
from seekers.declarations.review import Review
from seekers.declarations.services.admission import admit
from seekers.declarations.sheets import details_of
from seekers.declarations.steps import needs_details
from seekers.declarations.summary import summary

LATER, NEXT, RESTART = "later", "next", "restart"
Page = Callable[..., HttpResponse]


def at_the_desk(view: Page) -> Page:
    """``view(request, desk)`` for a month that ``request.user`` may declare with a person of their portfolio, or from a paper
    form that came back (``?slip=CODE``); 404 elsewhere."""

    @wraps(view)
    def door(request: HttpRequest, public_id: Any, month: Month) -> HttpResponse:
        now = clock.now()
        code = request.GET.get("slip", "").replace("\0", "")
        if code and request.method == "POST":
            slip = services.find_form(code=code, public_id=public_id, month=month)
        elif code:
            slip = services.open_form(code=code, public_id=public_id, month=month, actor=request.user, now=now)
        else:
            slip = None
        if slip is not None and slip.person is not None:
            seeker = slip.person.seeker
        elif request.method == "POST":
            seeker = services.find_person(public_id=public_id, actor=request.user).seeker
        else:
            seeker = services.open_file(public_id=public_id, actor=request.user, now=now).seeker
        desk = desk_of(seeker, month, person(request), now, slip)
        admit(seeker=seeker, month=month, actor=request.user, now=now)
        with timezone.override(seeker.timezone):
            return view(request, desk)

    return door


@for_roles(Role.ADVISOR)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def questions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Step 1: every question of the month, from the person's own draft when there is one."""
    if request.method != "POST":
        back = take_back(request)
        page = back if back is not None else as_posted(typed.month_page(desk.answers))
        form = MonthForm(page, month=desk.month, judged=False)
        return _questions_page(request, desk, form, taken_back=back is not None)
    if request.POST.get("action") == RESTART:
        return _begin_anew(request, desk)
    form = MonthForm(request.POST, month=desk.month)
    valid = form.is_valid()
    answers = form.answers(desk.answers)
    _save(request, desk, answers, desk.typed)
    if request.POST.get("action") == LATER:
        return _put_aside(request, desk)
    if not valid:
        return _questions_page(request, desk, form, status=422)
    return _go(desk, "details" if needs_details(answers) else "read_back")


@for_roles(Role.ADVISOR)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def details(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Step 2: the employers, the days, and the second question before an end of registration."""
    if desk.draft is None or not needs_details(desk.answers):
        return _go(desk, "declare")
    if request.method != "POST":
        back = take_back(request)
        page = Details(desk.answers, desk.month, back or as_posted(details_of(desk)), judged=False)
        return _page(request, desk, "details", page=page, taken_back=back is not None)
    action, _colon, where = request.POST.get("action", NEXT).partition(":")
    if action in {"add", "remove"}:
        return _change_rows(request, desk, action, where)
    page = Details(desk.answers, desk.month, request.POST)
    sound = page.is_valid() and not page.blame_all(rules.problems(page.answers(), desk.month))
    _save(request, desk, page.answers() if sound else desk.answers, None if sound else typed.kept(request.POST))
    if action == LATER:
        return _put_aside(request, desk)
    if not sound:
        return _page(request, desk, "details", page=page, status=422)
    return _go(desk, "read_back")


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def read_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Step 3: what is read aloud, what it should pay, the words of the consent.  What was read is signed, so it is what is sent."""
    if request.method != "POST":
        return _unfinished(desk) or _read_back_page(request, desk, desk.answers, desk.base_version, _consent(desk))
    read = _reading(request, desk).read(request.POST.get("read", ""))
    if read is None:
        messages.warning(request, _("Cette page n’était plus valable. Rien n’a été envoyé : relisez, puis envoyez."))
        return _go(desk, "read_back")
    answers, base = read
    form = _consent(desk, request.POST)
    if not form.is_valid():
        return _read_back_page(request, desk, answers, base, form)
    try:
        _declare(desk)(
            seeker=desk.seeker, month=desk.month, answers=answers, base_version=base,
            confirmed=tuple(request.POST.getlist("confirmed")), actor=person(request), now=desk.sheet.now, **form.consent(),
        )  # fmt: skip
    except declarations.ToConfirm as unusual:
        return _read_back_page(request, desk, answers, base, form, unconfirmed=unusual.surprises)
    except declarations.Conflict as conflict:
        return _conflict_page(request, desk, conflict)
    except declarations.Incorrect:
        return _go(desk, "declare")
    return _go(desk, "proof")


@for_roles(Role.ADVISOR)
@require_safe
@at_the_desk
def proof(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What to tell the person before hanging up: the code, the message that they receive, the right to object."""
    if desk.sent is None:
        return _go(desk, "declare")
    assistance = Assistance.objects.filter(version=desk.sent).first()
    return _page(request, desk, "proof", version=desk.sent, spelled=spelled(desk.sent.receipt), assistance=assistance)


def _go(desk: Desk, step: str) -> HttpResponse:
    return redirect(reverse(f"portfolios:{step}", args=[desk.seeker.user.public_id, desk.month]) + desk.query)


def _consent(desk: Desk, data: Any = None) -> ConsentForm | PaperConsentForm:
    return PaperConsentForm(data) if desk.slip else ConsentForm(data)


def _declare(desk: Desk) -> Callable[..., Version]:
    return partial(services.declare_from_form, slip=desk.slip) if desk.slip else services.declare_with


def _save(request: HttpRequest, desk: Desk, answers: Answers, words: Typed | None) -> None:
    services.save_assisted(
        seeker=desk.seeker, month=desk.month, answers=answers, typed=words, own_saved_at=desk.own_saved_at,
        base_version=desk.base_version, actor=person(request), now=desk.sheet.now,
    )  # fmt: skip


def _put_aside(request: HttpRequest, desk: Desk) -> HttpResponse:
    messages.success(
        request, _("Vos réponses sont gardées. Rien n’est envoyé : %(name)s reste à déclarer.") % {"name": desk.seeker}
    )
    if desk.slip:
        return redirect("portfolios:forms")
    return redirect("portfolios:person", public_id=desk.seeker.user.public_id)


def _begin_anew(request: HttpRequest, desk: Desk) -> HttpResponse:
    services.forget_assisted(seeker_id=desk.seeker.pk, month=desk.month, actor=request.user, now=desk.sheet.now)
    messages.success(request, _("Vous repartez des réponses de la personne."))
    return _go(desk, "declare")


def _questions_page(
    request: HttpRequest, desk: Desk, form: MonthForm, *, taken_back: bool = False, status: int = 200
) -> HttpResponse:
    groups = [(title, [form[name] for name in names]) for title, names in GROUPS]
    return _page(request, desk, "questions", form=form, groups=groups, taken_back=taken_back, status=status)


def _change_rows(request: HttpRequest, desk: Desk, action: str, where: str) -> HttpResponse:
    """Add or remove a row, and keep the rest as it stands; htmx gets the rows alone."""
    words = typed.changed(request.POST, action, where)
    _save(request, desk, desk.answers, words)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{request.path}{desk.query}#{where.partition(':')[0]}")
    return _page(
        request,
        desk,
        "details",
        part="#rows",
        page=Details(desk.answers, desk.month, as_posted(words), judged=False),
    )


def _unfinished(desk: Desk) -> HttpResponse | None:
    """Where to go first when something is still missing."""
    if desk.draft is None:
        return _go(desk, "declare")
    missing = steps.next_missing(desk.answers, desk.month)
    return _go(desk, steps.PAGES[missing]) if missing else None


def _read_back_page(
    request: HttpRequest,
    desk: Desk,
    answers: Answers,
    base: int,
    form: ConsentForm | PaperConsentForm,
    *,
    unconfirmed: Any = (),
) -> HttpResponse:
    surprises = rules.surprises(answers, declarations.previous_answers(desk.seeker, desk.month), desk.month)
    checked = set(request.POST.getlist("confirmed"))
    totals = declarations.totals_for(seeker=desk.seeker, month=desk.month, answers=answers)
    return _page(
        request,
        desk,
        "read_back",
        status=422 if form.errors or unconfirmed else 200,
        form=form,
        sentences=sentences(answers, desk.month),
        review=Review(desk.seeker, desk.month, answers, totals),
        surprises=[{"finding": each, "checked": each.key in checked} for each in surprises],
        unconfirmed=list(unconfirmed),
        read=_reading(request, desk).sign(answers, base),
    )


def _reading(request: HttpRequest, desk: Desk) -> Reading:
    return Reading("advisors.portfolios.read_back", desk.seeker.pk, desk.month, person(request).pk)


def _conflict_page(request: HttpRequest, desk: Desk, conflict: declarations.Conflict) -> HttpResponse:
    return _page(
        request, desk, "conflict", status=409, sentence=conflict.sentence, version=conflict.version,
        theirs=summary(conflict.theirs, desk.month), mine=summary(conflict.mine, desk.month),
    )  # fmt: skip


def _page(
    request: HttpRequest, desk: Desk, name: str, *, status: int = 200, part: str = "", **context: Any
) -> HttpResponse:
    shared = {
        "desk": desk,
        "sheet": desk.sheet,
        "seeker": desk.seeker,
        "owner": owner_mark(request),
        "taken_back": False,
        "total_steps": 3 if needs_details(desk.answers) else 2,
        "until": deadlines.until(desk.sheet.closes_at),
        "left": deadlines.left(desk.sheet.closes_at, desk.sheet.now),
    }
    return render(request, f"advisors/portfolios/assisted/{name}.html{part}", shared | context, status=status)

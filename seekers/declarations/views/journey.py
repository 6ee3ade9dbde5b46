"""The journey: the questions of the month, the details of what was answered yes, and the page read before sending."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.audience import for_roles, person
from portal.accounts.kept import keeps_typing, owner_mark, take_back
from portal.accounts.roles import Role
from portal.web.templatetags.words import time_of_day
from portal.web.typed import Typed, as_posted
from seekers.declarations import rules, services, steps, typed
from seekers.declarations.answers import Answers
from seekers.declarations.forms import Details, MonthForm
from seekers.declarations.models import Via
from seekers.declarations.read import Reading
from seekers.declarations.review import Review
from seekers.declarations.sheets import Sheet, details_of
from seekers.declarations.steps import needs_details
from seekers.declarations.summary import summary
from seekers.declarations.views.doors import clock_of, of_an_open_month

LATER, NEXT = "later", "next"


@for_roles(Role.SEEKER)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@of_an_open_month
def declare(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Step 1, and the only one for a person with nothing to declare: every question of the month on one page."""
    if request.method != "POST":
        back = take_back(request)
        page = back if back is not None else as_posted(typed.month_page(sheet.answers))
        return _month_page(
            request, sheet, MonthForm(page, month=sheet.month, judged=False), taken_back=back is not None
        )
    form = MonthForm(request.POST, month=sheet.month)
    valid = form.is_valid()
    answers = form.answers(sheet.answers)
    _save(request, sheet, answers, steps.MONTH)
    if request.POST.get("action") == LATER:
        return _finish_later(request, sheet)
    if not valid:
        return _month_page(request, sheet, form, status=422)
    return redirect("declarations:details" if needs_details(answers) else "declarations:review", month=sheet.month)


@for_roles(Role.SEEKER)
@keeps_typing
@require_http_methods(["GET", "HEAD", "POST"])
@of_an_open_month
def details(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Step 2: one line per employer, the days, and the second question before an end of registration."""
    if not needs_details(sheet.answers):
        return redirect("declarations:declare", month=sheet.month)
    if request.method != "POST":
        back = take_back(request)
        page = Details(sheet.answers, sheet.month, back or as_posted(details_of(sheet)), judged=False)
        return _details_page(request, sheet, page, taken_back=back is not None)
    action, _colon, where = request.POST.get("action", NEXT).partition(":")
    if action in {"add", "remove"}:
        return _change_rows(request, sheet, action, where)
    page = Details(sheet.answers, sheet.month, request.POST)
    sound = page.is_valid() and not page.blame_all(rules.problems(page.answers(), sheet.month))
    if sound:
        _save(request, sheet, page.answers(), steps.DETAILS)
    else:
        _save(request, sheet, sheet.answers, steps.DETAILS, typed.kept(request.POST))
    if action == LATER:
        return _finish_later(request, sheet)
    if not sound:
        return _details_page(request, sheet, page, status=422)
    return redirect("declarations:review", month=sheet.month)


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
@of_an_open_month
def review(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Step 3: what will be sent, what it should pay, and the button that sends it.

    The form carries what the person read, signed: two tabs send what each of them shows, and a page sent twice is recognised.
    """
    if request.method != "POST":
        return _unfinished(sheet) or _review_page(request, sheet, sheet.answers, sheet.base_version)
    read = _reading(request, sheet).read(request.POST.get("read", ""))
    if read is None:
        messages.warning(request, _("Cette page n’était plus valable. Rien n’a été envoyé : relisez, puis envoyez."))
        return redirect("declarations:review", month=sheet.month)
    answers, base = read
    try:
        services.file(
            seeker=sheet.seeker,
            month=sheet.month,
            answers=answers,
            base_version=base,
            confirmed=tuple(request.POST.getlist("confirmed")),
            via=Via.WEB,
            actor=request.user,
            now=sheet.now,
        )
    except services.ToConfirm as unusual:
        return _review_page(request, sheet, answers, base, unconfirmed=unusual.surprises, status=422)
    except services.Conflict as conflict:
        return _conflict_page(request, sheet, conflict)
    except services.Incorrect:
        return redirect("declarations:declare", month=sheet.month)
    return redirect("declarations:receipt", month=sheet.month)


def _save(request: HttpRequest, sheet: Sheet, answers: Answers, step: str, words: Typed | None = None) -> None:
    """Keep the draft as of ``sheet.now``; say so when another tab or device had changed it meanwhile."""
    saved = services.save_draft(
        seeker=sheet.seeker,
        month=sheet.month,
        answers=answers,
        step=step,
        actor=request.user,
        now=sheet.now,
        seen_at=_instant(request.POST.get("seen_at", "")),
        typed=words,
    )
    if saved.newer_elsewhere:
        messages.warning(
            request,
            _(
                "Vous avez aussi rempli cette déclaration dans un autre onglet ou sur un autre appareil. Relisez chaque réponse."
            ),
        )
    sheet.declaration = saved.declaration  # its new instant goes into the page


def _instant(written: str) -> datetime | None:
    """``draft_saved_at`` as the page carried it; what is not an instant counts as a first page."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _finish_later(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    messages.success(
        request,
        _(
            "Enregistré à %(time)s. Ce n’est pas encore envoyé : revenez quand vous voulez, sur cet appareil ou un autre."
        )
        % {"time": time_of_day(sheet.now)},
    )
    return redirect("declarations:list")


def _month_page(
    request: HttpRequest, sheet: Sheet, form: MonthForm, *, taken_back: bool = False, status: int = 200
) -> HttpResponse:
    context = _shared(request, sheet) | {"form": form, "taken_back": taken_back}
    return render(request, "seekers/declarations/month.html", context, status=status)


def _details_page(
    request: HttpRequest, sheet: Sheet, page: Details, *, taken_back: bool = False, part: str = "", status: int = 200
) -> HttpResponse:
    context = _shared(request, sheet) | {"page": page, "taken_back": taken_back}
    return render(request, f"seekers/declarations/details.html{part}", context, status=status)


def _change_rows(request: HttpRequest, sheet: Sheet, action: str, where: str) -> HttpResponse:
    """Add or remove a row, and keep the rest as it stands.  Without htmx the page comes back at its row."""
    words = typed.changed(request.POST, action, where)
    _save(request, sheet, sheet.answers, steps.DETAILS, words)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"{request.path}#{where.partition(':')[0]}")
    page = Details(sheet.answers, sheet.month, as_posted(words), judged=False)
    return _details_page(request, sheet, page, part="#rows")


def _unfinished(sheet: Sheet) -> HttpResponse | None:
    """Where to go first when something is still missing."""
    missing = steps.next_missing(sheet.answers, sheet.month)
    return redirect(f"declarations:{steps.PAGES[missing]}", month=sheet.month) if missing else None


def _review_page(
    request: HttpRequest,
    sheet: Sheet,
    answers: Answers,
    base: int,
    *,
    unconfirmed: list[rules.Surprise] | None = None,
    status: int = 200,
) -> HttpResponse:
    surprises = rules.surprises(answers, services.previous_answers(sheet.seeker, sheet.month), sheet.month)
    confirmed = set(request.POST.getlist("confirmed"))
    context = _shared(request, sheet) | {
        "review": Review(
            sheet.seeker,
            sheet.month,
            answers,
            services.totals_for(seeker=sheet.seeker, month=sheet.month, answers=answers),
        ),
        "summary": summary(answers, sheet.month),
        "surprises": [{"finding": each, "checked": each.key in confirmed} for each in surprises],
        "unconfirmed": unconfirmed or [],
        "read": _reading(request, sheet).sign(answers, base),
    }
    return render(request, "seekers/declarations/review.html", context, status=status)


def _reading(request: HttpRequest, sheet: Sheet) -> Reading:
    return Reading("seekers.declarations.review", sheet.seeker.pk, sheet.month, person(request).pk)


def _conflict_page(request: HttpRequest, sheet: Sheet, conflict: services.Conflict) -> HttpResponse:
    context = _shared(request, sheet) | {
        "sentence": conflict.sentence,
        "version": conflict.version,
        "theirs": summary(conflict.theirs, sheet.month),
        "mine": summary(conflict.mine, sheet.month),
    }
    return render(request, "seekers/declarations/conflict.html", context, status=409)


def _shared(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "seen_at": sheet.saved_at.isoformat() if sheet.saved_at else "",
        "owner": owner_mark(request),
        "correcting": sheet.filed,
        "total_steps": 3 if needs_details(sheet.answers) else 2,
        **clock_of(sheet),
    }

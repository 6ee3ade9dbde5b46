"""The month by post: the person prints its form, sees whether it came back, and may ask for it every month."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.intake import printing
from portal.intake import services as intake
from portal.intake.models import Slip, SlipState
from portal.web.pdf import download
from seekers.declarations import papers, services
from seekers.declarations.models import Reprieve
from seekers.declarations.services.paper import matter_of
from seekers.declarations.sheets import Sheet
from seekers.declarations.views.doors import clock_of, of_a_month
from seekers.profiles import services as profiles

PRINT, BY_POST, NOT_BY_POST = "print", "by_post", "not_by_post"


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_month
def paper(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Print, or ask for the form of every month by post, without script."""
    if request.method == "POST":
        act = request.POST.get("act", PRINT)
        return _print(request, sheet) if act == PRINT else _choose(request, sheet, wanted=act == BY_POST)
    slip = Slip.objects.of(request.user).filter(matter=matter_of(sheet.month)).first()
    reprieve = Reprieve.objects.filter(seeker=sheet.seeker, month=sheet.month, until__gt=sheet.now).first()
    context = {
        "sheet": sheet,
        "slip": slip,
        "reprieve": reprieve,
        "delay": intake.delay_at(sheet.seeker.postcode, sheet.now.astimezone(sheet.seeker.timezone).date()),
        "came_back": slip is not None and slip.state != SlipState.PRINTED,
        "may_print": sheet.is_open and sheet.registered and not sheet.filed,
        **clock_of(sheet),
    }
    return render(request, "seekers/declarations/paper.html", context)


def _print(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    slip = services.print_form(seeker=sheet.seeker, month=sheet.month, actor=request.user, now=sheet.now)
    content = printing.pdf(papers.form_for(sheet.seeker, sheet.month), slip, slip.printed_at)
    return download(content, f"declaration-{sheet.month}")


def _choose(request: HttpRequest, sheet: Sheet, *, wanted: bool) -> HttpResponse:
    profiles.choose_forms_by_post(seeker=sheet.seeker, wanted=wanted, actor=request.user, now=sheet.now)
    if wanted:
        messages.success(request, _("C’est noté : chaque mois, le formulaire vous arrive par la poste."))
    else:
        messages.success(request, _("C’est noté : nous ne vous envoyons plus le formulaire."))
    return redirect("declarations:paper", month=sheet.month)

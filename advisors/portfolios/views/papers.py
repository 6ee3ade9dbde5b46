"""Paper at the desk of an advisor: the forms to type, the earliest promise first, and the form to print for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advisors.portfolios import services
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.intake import printing
from portal.intake import services as intake
from portal.intake.models import DECLARATION, REGISTRATION, Slip, SlipState
from portal.months import Month
from portal.web.pdf import download
from seekers.declarations import papers
from seekers.declarations import services as declarations
from seekers.declarations.models import Declaration, Version

A_PAGE = 25
ENROL = "portfolios:register_begin"


@dataclass(frozen=True)
class Line:
    """One form; ``declared`` is what was sent for its month meanwhile, in another way."""

    slip: Slip
    url: str
    month: Month | None
    declared: Version | None
    late: bool


@for_roles(Role.ADVISOR)
@require_http_methods(["GET", "HEAD", "POST"])
def forms_to_type(request: HttpRequest) -> HttpResponse:
    """Declarations first, registrations beside them.  A post closes a form whose month was declared in another way."""
    if request.method == "POST":
        return _close(request)
    page = Paginator(Slip.objects.to_key(DECLARATION).select_related("person"), A_PAGE).get_page(
        request.GET.get("page")
    )
    new = Slip.objects.to_key(REGISTRATION).select_related("person")[:A_PAGE]
    context = {
        "page": page,
        "lines": _lines(page.object_list),
        "registrations": [
            Line(slip, f"{reverse(ENROL)}?slip={slip.code}", None, None, slip.is_late(clock.now())) for slip in new
        ],
    }
    return render(request, "advisors/portfolios/forms.html", context)


def _lines(slips: Iterable[Slip]) -> list[Line]:
    rows = [(slip, Month.parse(slip.matter.partition(":")[2])) for slip in slips]
    filed = Declaration.objects.filed().filter(seeker__user__in=[slip.person_id for slip, _month in rows])
    sent = {(row.seeker.user_id, row.month): row.current for row in filed.select_related("seeker", "current")}
    now = clock.now()
    return [
        Line(
            slip,
            f"{reverse('portfolios:declare', args=[slip.person.public_id, month])}?slip={slip.code}",
            month,
            sent.get((slip.person.pk, month)),
            slip.is_late(now),
        )
        for slip, month in rows
        if slip.person is not None
    ]


def _close(request: HttpRequest) -> HttpResponse:
    slip = get_object_or_404(Slip, code=request.POST.get("slip", "").replace("\0", ""), state=SlipState.RETURNED)
    (line,) = _lines([slip]) if slip.subject == DECLARATION and slip.person_id else (None,)
    if line is None or line.declared is None:
        messages.error(request, _("Ce mois n’est pas déclaré : recopiez ce formulaire."))
        return redirect("portfolios:forms")
    intake.mark_keyed(
        slip=slip, actor=person(request), now=clock.now(), reason=f"already declared, {line.declared.receipt}"
    )
    messages.success(request, _("Formulaire classé. La déclaration déjà envoyée reste celle qui compte."))
    return redirect("portfolios:forms")


@for_roles(Role.ADVISOR)
@require_POST
def print_form(request: HttpRequest, public_id: Any, month: Month) -> HttpResponse:
    """The form of the month for a person of the portfolio, in PDF, to hand over or to post."""
    seeker = services.find_person(public_id=public_id, actor=request.user).seeker
    with timezone.override(seeker.timezone):
        slip = declarations.print_form(seeker=seeker, month=month, actor=person(request), now=clock.now())
        return download(printing.pdf(papers.form_for(seeker, month), slip, slip.printed_at), f"declaration-{month}")

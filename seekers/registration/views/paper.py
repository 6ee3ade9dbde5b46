"""The registration on paper, to print by anybody, for somebody without the Internet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts.audience import for_everyone
from portal.intake import printing
from portal.intake.models import Slip
from portal.intake.rules import codes
from portal.web.pdf import download
from seekers.registration.papers import PAGES, registration_form


@for_everyone
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """What it is, where to get it without a printer."""
    return render(request, "seekers/registration/paper.html", {"pages": PAGES})


@for_everyone
@require_safe
def paper_pdf(request: HttpRequest) -> HttpResponse:
    """The blank form.  It bears no number of its own, so nothing is written: it is numbered when it comes back."""
    day = clock.start_of(clock.today())
    return download(printing.pdf(registration_form(), Slip(code=codes.BLANK), day), "inscription")

"""Letters to print and post."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.intake import services
from portal.intake.models import Letter
from portal.intake.permissions import DESK
from portal.web.pdf import download

AT_ONCE = 100
"""Letters on one page and in one PDF: a pile that one person carries to the post."""


@for_roles(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    """The earliest promised first; a post says that those of the page are in the post."""
    if request.method == "POST":
        done = services.mark_posted(public_ids=_chosen(request), actor=person(request), now=clock.now())
        said = ngettext("%(done)d lettre est notée postée.", "%(done)d lettres sont notées postées.", done)
        messages.success(request, said % {"done": done})
        return redirect("intake:letters")
    rows = list(Letter.objects.to_print().select_related("recipient")[:AT_ONCE])
    context = {"letters": rows, "count": Letter.objects.to_print().count(), "today": clock.today()}
    return render(request, "portal/intake/letters.html", context)


@for_roles(*DESK)
@require_POST
def print_them(request: HttpRequest) -> HttpResponse:
    """One PDF of the letters of the page, in their order."""
    wanted = Letter.objects.to_print().filter(public_id__in=_chosen(request))
    rows = list(wanted.select_related("recipient", "slip")[:AT_ONCE])
    if not rows:
        messages.info(request, _("Ces lettres sont déjà postées."))
        return redirect("intake:letters")
    return download(services.print_letters(letters=rows, actor=person(request)), f"lettres-{clock.today()}")


def _chosen(request: HttpRequest) -> list[UUID]:
    """What is no number of ours is as if it had not been sent."""
    chosen = []
    for each in request.POST.getlist("letters")[:AT_ONCE]:
        try:
            chosen.append(UUID(each))
        except (ValueError, ValidationError):
            continue
    return chosen

"""The desk of the people who decide on doubted bank accounts: who shares one, whose name it bears, paid or not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.refusals import Refused
from seekers.profiles import services
from seekers.profiles.models import AccountDoubt, BankAccount

DOUBTS_A_PAGE, PEOPLE_SHOWN = 30, 50
deciding = for_roles(Role.BENEFIT_ADVISOR, Role.OPERATOR, Role.DIRECTOR)
VERBS = {"clear": services.clear_doubt, "refuse": services.refuse_account}


@deciding
@require_safe
def doubts(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, the oldest first."""
    waiting = AccountDoubt.objects.open().select_related("account__seeker__user")
    page = Paginator(waiting, DOUBTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "seekers/profiles/doubts.html", {"page": page})


@deciding
@require_safe
def doubt(request: HttpRequest, number: int) -> HttpResponse:
    """Why, who else gives this account, since when.  Each file that is shown is an opening, which the person reads."""
    found = _doubt(number)
    now = clock.now()
    accounts = list(
        BankAccount.objects.filter(iban=found.account.iban)
        .select_related("seeker__user")
        .order_by("since", "pk")[:PEOPLE_SHOWN]
    )
    for seeker in {each.seeker_id: each.seeker for each in accounts}.values():
        audit.opened(file=seeker, actor=request.user, reason=_("Vérification du compte bancaire"))
    context = {
        "doubt": found, "accounts": accounts, "people": len(services.people_of(found.account.iban, now)), "now": now,
        "contact_changed": services.contact_changed(found.account.seeker, now),
    }  # fmt: skip
    return render(request, "seekers/profiles/doubt.html", context)


@deciding
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Paid from now on, or paid no more; with words that stay."""
    found, verb = _doubt(number), VERBS.get(request.POST.get("action", ""))
    if verb is None:
        return redirect("doubts:doubt", number)
    try:
        verb(doubt=found, note=request.POST.get("note", ""), actor=request.user, now=clock.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("doubts:doubt", number)
    messages.success(request, _("C’est noté, et la personne est prévenue."))
    return redirect("doubts:list")


def _doubt(number: int) -> Any:
    return get_object_or_404(AccountDoubt.objects.select_related("account__seeker__user", "settled_by"), pk=number)

"""Two rights side by side, and the choice between them: shown whole before it is made, for it is made once."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from benefits.entitlements import drawing, services
from benefits.entitlements.forms import ChoiceForm
from benefits.entitlements.models import Claim
from portal import clock
from portal.accounts.audience import for_roles
from portal.accounts.roles import Role
from portal.refusals import Refused


@for_roles(Role.SEEKER)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep the right taken up again (nothing to do), or take the new one instead, for ever."""
    mine = Claim.objects.of(request.user).select_related("seeker__user", "application")
    claim = get_object_or_404(mine, public_id=public_id)
    found = services.open_option(claim, clock.today())
    if found is None:
        raise Http404
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _chosen(request, claim, form):
        messages.success(request, _("Votre choix est fait : le nouveau droit est ouvert. Voici la décision."))
        return redirect("entitlements:claim", public_id)
    option, until = found
    sides = [
        (_("Garder le droit repris"), option.left, drawing.ends_in(option.left.payable_on, option.left.days)),
        (_("Prendre le nouveau droit"), option.new, drawing.ends_in(option.new.payable_on, option.new.days)),
    ]
    context = {"claim": claim, "sides": sides, "until": until, "form": form}
    status = 422 if form.errors else 200
    return render(request, "benefits/entitlements/choose.html", context, status=status)


def _chosen(request: HttpRequest, claim: Claim, form: forms.Form) -> bool:
    try:
        services.choose_new_right(claim=claim, actor=request.user, now=clock.now())
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    return True

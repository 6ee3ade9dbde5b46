"""The person's side: what advisors did for them, and how to say that it is not what they asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advisors.portfolios import services
from advisors.portfolios.models import AssistedAct
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.refusals import Refused
from seekers.registration.forms.entry import ObjectionForm

A_PAGE = 20


@for_roles(Role.SEEKER, Role.APPLICANT)
@require_safe
def done_for_me(request: HttpRequest) -> HttpResponse:
    """Each act with its day, its hand, and what became of an objection."""
    acts = AssistedAct.objects.of(person(request)).select_related("agreement__advisor", "answered_by")
    page = Paginator(acts, A_PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    lines = [(each, each.may_be_objected(now)) for each in page]
    return render(request, "advisors/portfolios/mine/done.html", {"page": page, "lines": lines})


@for_roles(Role.SEEKER, Role.APPLICANT)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, public_id: Any) -> HttpResponse:
    """In a few words; an advisor calls back, and what was done stands meanwhile."""
    act = get_object_or_404(AssistedAct.objects.of(person(request)), public_id=public_id)
    if not act.may_be_objected(clock.now()):
        return redirect("portfolios:done_for_me")
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.object_to_act(
                act=act, words=form.cleaned_data["words"], actor=person(request), now=clock.now()
            )  # fmt: skip
        except Refused as refused:
            form.add_error("words", refused.sentence)
        else:
            messages.success(request, _("C’est noté. Un conseiller va vous appeler pour corriger avec vous."))
            return redirect("portfolios:done_for_me")
    context = {"form": form, "act": act}
    return render(request, "advisors/portfolios/mine/object.html", context, status=422 if form.errors else 200)

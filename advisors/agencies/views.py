"""People whom no agency receives: a director chooses.  No name is shown: where they live is all that is needed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from advisors.agencies import services
from advisors.agencies.forms import ChooseForm
from advisors.agencies.models import Attachment
from advisors.agencies.permissions import MANAGERS
from portal import clock
from portal.accounts.audience import for_roles, person
from portal.reference.models import Commune

A_PAGE = 30


@for_roles(*MANAGERS)
@require_safe
def without(request: HttpRequest) -> HttpResponse:
    """Who waits for an agency, the longest first."""
    waiting = Attachment.objects.without_agency().select_related("seeker__user")
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    names = dict(Commune.objects.filter(pk__in={each.seeker.commune_code for each in page}).values_list("pk", "name"))
    rows = [{"row": each, "commune": names.get(each.seeker.commune_code, "")} for each in page]
    return render(request, "advisors/agencies/without.html", {"page": page, "rows": rows})


@for_roles(*MANAGERS)
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose the agency of one of them, or of their whole commune."""
    waiting = Attachment.objects.without_agency().select_related("seeker__user")
    row = get_object_or_404(waiting, seeker__user__public_id=public_id)
    commune = Commune.objects.filter(pk=row.seeker.commune_code).first()
    form = ChooseForm(request.POST or None, has_commune=commune is not None)
    if request.method == "POST" and form.is_valid():
        now, agency = clock.now(), form.cleaned_data["agency"]
        if commune and form.cleaned_data.get("whole_commune"):
            services.serve(commune=commune, agency=agency, actor=person(request), now=now)
            services.attach_waiting(actor=person(request), now=now)
        else:
            services.attach_by_hand(seeker=row.seeker, agency=agency, actor=person(request), now=now)
        messages.success(request, _("C’est fait : %(agency)s reçoit cette personne.") % {"agency": agency.name})
        return redirect("agencies:without")
    context = {"form": form, "row": row, "commune": commune}
    return render(request, "advisors/agencies/choose.html", context, status=422 if form.errors else 200)

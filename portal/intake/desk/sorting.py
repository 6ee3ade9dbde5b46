"""The sorting desk: pages that no barcode could place, looked at by somebody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.models import User
from portal.intake import services
from portal.intake.desk.batches import A_PAGE, remarks_of
from portal.intake.forms import AsideForm, SortForm
from portal.intake.models import Bundle, BundleState
from portal.intake.permissions import DESK
from portal.intake.refusals import WhichOne
from portal.refusals import Refused


@for_roles(*DESK)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The oldest first: somebody is waiting for an answer."""
    rows = Bundle.objects.to_sort().select_related("batch").prefetch_related("pages")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/intake/sorting.html", {"page": page})


@for_roles(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def bundle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The pages, and what to do with them: whose they are, set aside, cut in two, or taken up again."""
    found = get_object_or_404(
        Bundle.objects.select_related("batch", "slip", "addressee", "came_with__addressee", "came_with__slip"),
        public_id=public_id,
    )
    sort, aside = SortForm(initial=_proposed(found)), AsideForm()
    if request.method == "POST":
        act = request.POST.get("act", "")
        sort = SortForm(request.POST) if act == "sort" else sort
        aside = AsideForm(request.POST) if act == "aside" else aside
        if _done(request, found, act, sort, aside):
            following = Bundle.objects.to_sort().exclude(pk=found.pk).first()
            return redirect("intake:bundle", following.public_id) if following else redirect("intake:sorting")
    pages = [(page, remarks_of(page)) for page in found.pages.all()]
    context = {
        "bundle": found,
        "pages": pages,
        "sort": sort,
        "aside": aside,
        "open": found.state == BundleState.TO_SORT,
    }
    return render(request, "portal/intake/bundle.html", context, status=422 if sort.errors or aside.errors else 200)


def _proposed(found: Bundle) -> dict[str, str]:
    """Copies are most likely of the person whose form they came with: proposed, to be compared with what the pages say."""
    return {"identifier": found.person.identifier} if found.came_with and found.person else {}


def _done(request: HttpRequest, found: Bundle, act: str, sort: SortForm, aside: AsideForm) -> bool:
    """False when something was refused; the form, or a message, then says what."""
    actor, now = person(request), clock.now()
    form = sort if act == "sort" else aside if act == "aside" else None
    if form is not None and not form.is_valid():
        return False
    try:
        if act == "sort":
            linked = _linked(found, sort, actor, now)
            messages.success(
                request, _("Rangé dans le dossier de %(name)s.") % {"name": linked.addressee or linked.slip}
            )
        elif act == "aside":
            services.set_aside(bundle=found, reason=aside.cleaned_data["reason"], actor=actor, now=now)
            messages.success(request, _("Écarté. Les pages restent lisibles dans leur lot."))
        elif act == "take_up":
            services.take_up(bundle=found, actor=actor, now=now)
        elif act.startswith("split:") and act[6:].isdecimal():
            services.split(bundle=found, at_page=int(act[6:]), actor=actor, now=now)
            messages.success(request, _("Les pages sont séparées : deux piles à trier."))
        else:
            return False
    except WhichOne as which:
        sort.offer(which.wanted, which.sentence)
        return False
    except Refused as refused:
        if form is None:
            messages.error(request, refused.sentence)
        else:
            form.add_error(None, refused.sentence)
        return False
    return True


def _linked(found: Bundle, form: SortForm, actor: User, now: datetime) -> Bundle:
    said = form.cleaned_data
    if said["code"]:
        return services.link_to_slip(bundle=found, typed=said["code"], actor=actor, now=now)
    return services.link_to_person(
        bundle=found, identifier=said["identifier"], kind=said["kind"], about=form.said_about(), actor=actor, now=now
    )

"""The mail room's table: batches taken in, read live, and the pictures of their pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.documents.refusals import BadFile
from portal.documents.sentences import REMARKS, sentence_of
from portal.intake import services, storage
from portal.intake.forms import BatchForm
from portal.intake.models import Batch, BatchState, Bundle, Letter, Page, Slip
from portal.intake.permissions import DESK
from portal.intake.refusals import NothingNew
from portal.refusals import Refused

A_PAGE = 25
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@for_roles(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest) -> HttpResponse:
    """What came in, newest first; and the way to bring a batch."""
    if request.method == "POST":
        form = BatchForm(request.POST, request.FILES)
        batch = _taken(request, form) if form.is_valid() else None
        if batch is not None:
            return redirect("intake:batch", public_id=batch.public_id)
    else:
        form = BatchForm(initial={"received_on": clock.today()})
    rows = Batch.objects.prefetch_related("files").order_by("-taken_at", "-pk")
    context = {
        "form": form,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "to_sort": Bundle.objects.to_sort().count(),
        "to_key": Slip.objects.to_key("declaration").count() + Slip.objects.to_key("registration").count(),
        "may_key": Role.ADVISOR in person(request).roles,
        "to_post": Letter.objects.to_print().count(),
    }
    return render(request, "portal/intake/table.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, form: BatchForm) -> Batch | None:
    """None when something was refused; the form then says what."""
    if getattr(request, "too_much", False):
        form.add_error("scans", _("Trop de pages à la fois : 250 Mo au plus. Envoyez-les en plusieurs lots."))
        return None
    try:
        return services.take_in(
            files=form.cleaned_data["scans"],
            received_on=form.cleaned_data["received_on"],
            postmarked_on=form.cleaned_data["postmarked_on"],
            actor=person(request),
            now=clock.now(),
        )
    except NothingNew as known:
        messages.info(request, known.sentence)
        return known.facts["batch"]  # type: ignore[return-value]
    except BadFile as refused:
        form.add_error("scans", refused.sentence)
    except Refused as refused:
        form.add_error(None, refused.sentence)
    return None


@for_roles(*DESK)
@require_safe
def batch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far the reading is, and what was found."""
    return render(request, "portal/intake/batch.html", _shown(public_id))


@for_roles(*DESK)
@require_safe
def batch_progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The moving part of the page, asked again by htmx while the batch is read."""
    return render(request, "portal/intake/batch.html#progress", _shown(public_id))


def _shown(public_id: UUID) -> dict[str, Any]:
    found = get_object_or_404(Batch.objects.select_related("taken_by").prefetch_related("files"), public_id=public_id)
    bundles = found.bundles.select_related("slip", "addressee", "came_with__addressee").prefetch_related("pages")
    return {
        "batch": found,
        "live": found.state != BatchState.READ,
        "progress": services.progress(found),
        "bundles": bundles,
        "faults": [(file.name, sentence_of(file.fault, file.name)) for file in found.files.all() if file.fault],
    }


@for_roles(*DESK)
@require_safe
def picture(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One page as we drew it.  That it was opened stands in the person's file, when it has one."""
    page = get_object_or_404(
        Page.objects.select_related("batch", "bundle__addressee", "bundle__came_with__addressee"), public_id=public_id
    )
    path = storage.image(page.batch.folder, page.image)
    if not path.is_file():
        raise Http404
    if page.person is not None:
        audit.opened(file=page, actor=person(request))
    response = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    response["Content-Security-Policy"] = SANDBOX
    response["Content-Disposition"] = f'inline; filename="page-{page.number}.jpg"'
    return response


def remarks_of(page: Page) -> list[str]:
    """What the check doubts of a page, in sentences."""
    return [str(REMARKS[code]) for code in page.remarks if code in REMARKS]

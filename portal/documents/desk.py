"""The doors to the file itself, for its owner and for staff who may; and the answer of who read it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.accounts.audience import for_roles, for_signed_in, person
from portal.accounts.roles import STAFF
from portal.documents import services
from portal.documents.forms import JudgeForm
from portal.documents.models import Document
from portal.documents.permissions import may_judge, may_open
from portal.documents.refusals import AlreadyDecided, NeedsReason

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Even if it were a page, it could load nothing, run nothing and speak to nobody."""


@for_signed_in
@require_safe
def open_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The PDF, as a download whose name tells nothing of the person.  Whose it is decides: 404 to everyone else."""
    document = _openable(request, public_id)
    path = services.open_file(document=document, actor=person(request), now=clock.now())
    if path is None:
        raise Http404
    name = f"{slugify(document.get_kind_display())}-{document.received_on}.pdf"
    return _sealed(FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=document.content_type))


@for_signed_in
@require_safe
def page(request: HttpRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """One page as a picture, to be looked at in a page of ours."""
    document = _openable(request, public_id)
    picture = services.open_page(document=document, number=number, actor=person(request), now=clock.now())
    if picture is None:
        raise Http404
    response = _sealed(HttpResponse(picture, content_type="image/jpeg"))
    response["Content-Disposition"] = f'inline; filename="page-{number}.jpg"'
    return response


@for_roles(*sorted(STAFF))
@require_safe
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For staff who may open it: the pages, what was doubted, and the two answers."""
    document = _openable(request, public_id)
    return render(request, "portal/documents/read.html", {"document": document, "form": JudgeForm()})


@for_roles(*sorted(STAFF))
@require_POST
def judge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Accept or refuse; then back to the page that asked."""
    document = _openable(request, public_id)
    if not may_judge(person(request), document):
        raise Http404
    form = JudgeForm(request.POST)
    if form.is_valid():
        try:
            _judged(request, document, form)
        except (NeedsReason, AlreadyDecided) as refusal:
            form.add_error("reason", refusal.sentence)
        else:
            back = request.POST.get("next", "")
            local = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
            return redirect(back) if local else redirect("documents:read", public_id)
    return render(request, "portal/documents/read.html", {"document": document, "form": form}, status=422)


def _judged(request: HttpRequest, document: Document, form: JudgeForm) -> None:
    if form.cleaned_data["answer"] == "accept":
        services.accept(
            document=document, valid_until=form.cleaned_data["valid_until"], actor=person(request), now=clock.now()
        )
        messages.success(request, _("Document accepté."))
    else:
        services.refuse(document=document, reason=form.cleaned_data["reason"], actor=person(request), now=clock.now())
        messages.success(request, _("Document refusé. La personne est prévenue, avec votre phrase."))


def _openable(request: HttpRequest, public_id: UUID) -> Document:
    """The owner's by the queryset; another's only for staff whom a room above lets in.  404 otherwise."""
    user = person(request)
    documents = Document.objects.select_related("person")
    if not user.is_staff_member:
        documents = documents.filter(person=user)
    document = get_object_or_404(documents, public_id=public_id)
    if not may_open(user, document):
        raise Http404
    return document


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response

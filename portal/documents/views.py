"""The person's pages: what we have, what we ask for, sending, and one document."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.audience import for_roles, person
from portal.accounts.roles import Role
from portal.documents import services
from portal.documents.forms import FilesForm, KindForm
from portal.documents.models import Document, DocumentKind, DocumentRequest, Sending, State, Via
from portal.documents.models.document import ABOUT_MOST
from portal.documents.refusals import AlreadySent, BadFile, Busy, TooManySendings
from portal.documents.rules import faults
from portal.documents.services.reading import bad
from portal.documents.uploads import was_cut

A_PAGE = 20
MY_DOCUMENTS = (Role.SEEKER, Role.APPLICANT)
NOT_TAKEN = (BadFile, Busy, TooManySendings)


@for_roles(*MY_DOCUMENTS)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What we ask for, why and by when; what we have, its state and until when we keep it."""
    wanted = list(DocumentRequest.objects.open_for(request.user))
    page = Paginator(Document.objects.of(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/documents/home.html", {"wanted": wanted, "page": page})


@for_roles(*MY_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Which kind of document, when nobody asked for it."""
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("documents:send", form.cleaned_data["kind"])
    return render(request, "portal/documents/choose.html", {"form": form}, status=422 if form.errors else 200)


@for_roles(*MY_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose files. One page without a doubt is sent at once; otherwise its pages are shown first."""
    if kind not in DocumentKind.values:
        raise Http404
    about = request.GET.get("about", "")[:ABOUT_MOST].replace("\0", "")
    form = _files(request)
    if request.method == "POST" and form.is_valid():
        user = person(request)
        try:
            _check_arrived(request)
            sending = services.prepare(
                person=user, kind=kind, files=form.given(), about=about, actor=user, now=clock.now()
            )
        except NOT_TAKEN as refusal:
            form.add_error(None, refusal.sentence)
        else:
            if sending.pages == 1 and not sending.remarks:
                return _send_now(request, sending)
            return redirect(_address("documents:pages", sending.public_id, request))
    context = {"form": form, "kind": DocumentKind(kind), "about": about, "most": faults, **_known(request, kind, about)}
    return render(request, "portal/documents/send.html", context, status=422 if form.errors else 200)


@for_roles(*MY_DOCUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def pages(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The pages before they are sent: what is doubted of each, their order, one more, one less."""
    sending = Sending.objects.of(request.user).filter(public_id=public_id).first()
    if sending is None:
        return redirect(get_object_or_404(_mine(request), public_id=public_id))
    form = _files(request)
    if request.method == "POST" and form.is_valid():
        try:
            return _changed(request, sending, form)
        except NOT_TAKEN as refusal:
            form.add_error(None, refusal.sentence)
        except AlreadySent:
            return redirect(get_object_or_404(_mine(request), public_id=public_id))
    context = {"sending": sending, "form": form, "kind": DocumentKind(sending.kind), "query": _query(request)}
    return render(request, "portal/documents/pages.html", context, status=422 if form.errors else 200)


@for_roles(*MY_DOCUMENTS)
@require_safe
def document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One document: its state, its pages, until when it serves and until when we keep it."""
    found = get_object_or_404(_mine(request), public_id=public_id)
    if request.htmx and found.state == State.WAITING:  # type: ignore[attr-defined]
        return HttpResponse(status=204)  # asked every few seconds: nothing has changed, nothing moves under the reader
    return render(request, "portal/documents/document.html", {"document": found})


@for_roles(*MY_DOCUMENTS)
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back what nobody has decided on yet."""
    found = get_object_or_404(_mine(request), public_id=public_id)
    services.withdraw(document=found, actor=person(request), now=clock.now())
    messages.success(request, _("Ce document est retiré. Le fichier est effacé."))
    return redirect("documents:home")


def _changed(request: HttpRequest, sending: Sending, form: FilesForm) -> HttpResponse:
    """The act that a button of the page asks for: send, move a page, drop one, or add files."""
    act, _colon, sheet = request.POST.get("act", "add").partition(":")
    user = person(request)
    if act == "send":
        return _send_now(request, sending)
    if act in {"up", "down"}:
        services.move_sheet(sending=sending, sheet=sheet, before=act == "up", actor=user)
    elif act == "drop":
        services.drop_sheet(sending=sending, sheet=sheet, actor=user)
    else:
        _check_arrived(request)
        services.prepare(
            person=user, kind=sending.kind, files=form.given(), about=sending.about, sending=sending, actor=user,
            now=clock.now(),
        )  # fmt: skip
    return redirect(_address("documents:pages", sending.public_id, request))


def _send_now(request: HttpRequest, sending: Sending) -> HttpResponse:
    sent = services.send(sending=sending, via=Via.ONLINE, actor=person(request), now=clock.now())
    messages.success(request, _("Votre document est bien reçu. Nous vérifions qu’il ne contient pas de virus."))
    return redirect(_next(request) or sent)


def _mine(request: HttpRequest) -> Any:
    return Document.objects.of(request.user)


def _files(request: HttpRequest) -> FilesForm:
    return FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()


def _check_arrived(request: HttpRequest) -> None:
    if was_cut(request):
        raise bad(faults.TOO_LARGE_TOGETHER)


def _known(request: HttpRequest, kind: str, about: str) -> dict[str, Any]:
    """What was asked, and what we already have."""
    asked = DocumentRequest.objects.open_for(request.user).filter(kind=kind, about=about).first()
    held = Document.objects.held(request.user, kind, about, clock.today()).first() if asked is None else None
    return {"asked": asked, "held": held, "query": _query(request)}


def _next(request: HttpRequest) -> str:
    """Where to go afterwards: a page of this site, or nothing."""
    wanted = request.GET.get("next", "")
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def _query(request: HttpRequest) -> str:
    """What the address of the next page must carry on."""
    return f"?{urlencode({'next': _next(request)})}" if _next(request) else ""


def _address(name: str, public_id: UUID, request: HttpRequest) -> str:
    return reverse(name, args=[public_id]) + _query(request)

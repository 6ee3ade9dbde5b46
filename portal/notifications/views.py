"""The person's inbox, what we sent to their telephone and mailbox, and, in a demonstration, that telephone."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal import clock, identifiers
from portal.accounts.audience import for_everyone, for_signed_in
from portal.notifications import services
from portal.notifications.models import FAILED, LocalDelivery, Message, State

A_PAGE = 20
TONES: dict[str, str] = {State.DELIVERED: "success", State.SENT: "info", **dict.fromkeys(FAILED, "warning")}


@for_signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(Message.objects.inbox_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/notifications/inbox.html", {"page": page})


@for_signed_in
def message(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Opening a message marks it read."""
    found = get_object_or_404(Message.objects.inbox_of(request.user), reference=reference)
    found = services.mark_read(message=found, actor=request.user, now=clock.now())
    return render(request, "portal/notifications/message.html", {"message": found})


@for_signed_in
def sent(request: HttpRequest) -> HttpResponse:
    """Every SMS and e-mail that is ours: what is not in this list is false."""
    page = Paginator(Message.objects.sent_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, TONES.get(each.state, "neutral"), _masked(each.address)) for each in page]
    return render(request, "portal/notifications/sent.html", {"page": page, "rows": rows})


@for_everyone
def telephone(request: HttpRequest) -> HttpResponse:
    """What the telephones and mailboxes of the demonstration received.  Not an address of a real installation."""
    address = request.GET.get("numero", "").replace("\0", "").strip()
    received = LocalDelivery.objects.order_by("-at", "-pk")
    if address:
        received = received.filter(address=_as_dialled(address))
    page = Paginator(received, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/notifications/telephone.html", {"page": page, "address": address})


def _as_dialled(typed: str) -> str:
    """A number however it is typed (``06 39 98 22 44``); an e-mail address as it is."""
    try:
        return identifiers.phone(typed)
    except identifiers.NotValid:
        return typed


def _masked(address: str) -> str:
    """Enough to know one's own number or mailbox, not enough for whoever looks over a shoulder."""
    if "@" in address:
        name, host = address.rsplit("@", 1)
        return f"{name[:1]}…@{host}"
    return f"…{address[-4:]}" if address else ""

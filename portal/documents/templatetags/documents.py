"""Documents in words: what they are about, how long they are kept, what to do. ``{% load documents %}``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template import Context, Library
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import clock
from portal.documents.models import Document, DocumentRequest, State
from portal.documents.permissions import may_judge
from portal.documents.rules.retention import retention_of
from portal.documents.sentences import REMARKS
from portal.web.templatetags.words import day

register = Library()

TONES: dict[str, str] = {
    State.WAITING: "info", State.READY: "info", State.ACCEPTED: "success", State.REFUSED: "warning", State.INFECTED: "error",
}  # fmt: skip
STAFF_WORDS: dict[str, Promise] = {
    State.WAITING: gettext_lazy("Antivirus en cours"),
    State.READY: gettext_lazy("À lire"),
    State.REFUSED: gettext_lazy("Refusé"),
    State.WITHDRAWN: gettext_lazy("Retiré par la personne"),
}
"""Where they read differently from the person."""


@register.filter
def about_in_words(about: str) -> str:
    """``employer:Boulangerie Durand:2026-10-31`` as ``Boulangerie Durand, 31 octobre 2026``: the first word is for machines."""
    return ", ".join(_said(part) for part in about.split(":")[1:] if part)


def _said(part: str) -> str:
    try:
        return day(date.fromisoformat(part))
    except ValueError:
        return part


@register.filter
def remark(code: str) -> str:
    """What the immediate check doubts, as a sentence."""
    return str(REMARKS[code])


@register.filter
def weight(size: int) -> str:
    """Bytes as people count them: ``418 ko``, ``15 Mo``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0{_('ko')}"
    return f"{round(size / 1_000_000)}\u00a0{_('Mo')}"


@register.filter
def state_tone(document: Document) -> str:
    return TONES.get(document.state, "neutral")


@register.filter
def staff_state(document: Document) -> str:
    """The state as those who answer read it."""
    return str(STAFF_WORDS.get(document.state, document.get_state_display()))


@register.filter
def why_kept(document: Document) -> str:
    """The reason of ``keep_until``, to stand after "pendant" or between brackets."""
    if document.state == State.REFUSED:
        return _("le temps de contester ce refus")
    return retention_of(document.kind, document.received_on).reason


@register.filter
def is_late(request: DocumentRequest) -> bool:
    return request.is_late(clock.today())


@register.inclusion_tag("portal/documents/judge.html", takes_context=True)
def document_judge(context: Context, document: Document, next: str = "") -> dict[str, Any]:
    """The pages of ``document`` and, for who may, the two answers to it. Upper rooms put it in their own pages."""
    request = context["request"]
    return {
        "document": document,
        "next": next or request.get_full_path(),
        "may_judge": document.state == State.READY and may_judge(request.user, document),
        "csrf_token": context.get("csrf_token", ""),
        "request": request,
    }

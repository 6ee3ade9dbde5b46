"""The ask-once register.  The person's row is the lock: asking and receiving for one person never cross each other."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.accounts.models import User
from portal.audit import services as audit
from portal.documents.models import Document, DocumentRequest, RequestState
from portal.documents.refusals import AlreadyAsked, AlreadyHeld
from portal.states import transition

AGAIN = timedelta(days=10)
"""The least that a person gets to send again what was refused."""


def hold(person: User) -> None:
    """Until the end of the transaction, nobody else asks this person for a document or receives one from them."""
    User.objects.select_for_update(no_key=True).order_by("pk").get(pk=person.pk)


def ask(
    *,
    person: User,
    kind: str,
    about: str = "",
    why: str,
    due_on: date,
    matter: str = "",
    actor: User | None,
    now: datetime,
) -> DocumentRequest:
    """Ask ``person`` for a document: ``why`` is the sentence they read, ``due_on`` a day of Europe/Paris, ``matter`` what of the
    upper room waits for it (ids only).

    Refused: ``AlreadyHeld`` when a valid one is here or being checked (CRPA L114-8: what is held is not asked for again),
    ``AlreadyAsked`` when it is asked for already.
    """
    with transaction.atomic():
        hold(person)
        if Document.objects.held(person, kind, about, clock.day_of(now)).exists():
            raise AlreadyHeld(_("Ce document est déjà dans le dossier : il ne peut pas être demandé une seconde fois."))
        try:
            with transaction.atomic():
                request = DocumentRequest.objects.create(
                    person=person, kind=kind, about=about, why=why, due_on=due_on, matter=matter, asked_at=now
                )
        except IntegrityError as twice:
            raise AlreadyAsked(_("Ce document est déjà demandé.")) from twice
        audit.record(action="documents.request.open", target=request, actor=actor, details={"kind": kind})
    return request


def withdraw_request(*, request: DocumentRequest, actor: User | None, now: datetime) -> DocumentRequest:
    """The document is no longer needed: the person is not asked for it any more."""
    return transition(request, RequestState.WITHDRAWN, actor=actor, ended_at=now)


def answer(*, document: Document, actor: User | None, now: datetime) -> None:
    """``document`` has come: the open request for it is answered.  In the caller's transaction, person held."""
    for request in DocumentRequest.objects.open_for(document.person).filter(kind=document.kind, about=document.about):
        transition(request, RequestState.ANSWERED, actor=actor, document=document, ended_at=now)


def reopen(*, document: Document, actor: User | None, now: datetime) -> None:
    """``document`` proves nothing in the end: what it answered is asked for again, with a few days to do it.

    Not when another document has come meanwhile, or when it is asked for again already.
    """
    hold(document.person)
    today = clock.day_of(now)
    if Document.objects.held(document.person, document.kind, document.about, today).exclude(pk=document.pk).exists():
        return
    same = DocumentRequest.objects.open_for(document.person).filter(kind=document.kind, about=document.about)
    for request in document.requests.filter(state=RequestState.ANSWERED).order_by("-pk"):
        if not same.exists():
            due_on = max(request.due_on, today + AGAIN)
            transition(request, RequestState.OPEN, actor=actor, document=None, ended_at=None, due_on=due_on)

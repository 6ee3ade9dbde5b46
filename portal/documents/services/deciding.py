"""What becomes of a document that was read: accepted, refused with a reason in words, or taken back by its owner."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock, events
from portal.accounts.models import User
from portal.documents import storage
from portal.documents.events import DocumentAccepted, DocumentRefused
from portal.documents.kinds import ToSendAgain
from portal.documents.models import Document, State
from portal.documents.permissions import check_may_judge, may_open
from portal.documents.refusals import AlreadyDecided, NeedsReason, NotYours
from portal.documents.rules import retention
from portal.documents.services import asking
from portal.notifications.services import post
from portal.states import IllegalTransition, transition


def accept(*, document: Document, valid_until: date | None = None, actor: User, now: datetime) -> Document:
    """It proves what it should, until ``valid_until`` (a day, read on the document; None: what its kind says).

    Refused: ``MayNotJudge``, ``AlreadyDecided`` (or not looked at yet).
    """
    check_may_judge(actor, document)
    with transaction.atomic():
        document = _moved(
            document, State.ACCEPTED, actor=actor, decided_at=now, valid_until=valid_until or document.valid_until
        )
        events.publish(DocumentAccepted(document.pk, document.person_id, document.kind, document.about))
    return document


def refuse(*, document: Document, reason: str, actor: User, now: datetime) -> Document:
    """It cannot serve, because ``reason``: the person reads it, is told how to send again, and what it answered is asked again.

    Refused: ``MayNotJudge``, ``NeedsReason``, ``AlreadyDecided``.
    """
    check_may_judge(actor, document)
    reason = reason.strip()
    if not reason:
        raise NeedsReason(_("Dites pourquoi : la personne doit savoir quoi envoyer."))
    keep_until = retention.keep_refused_until(clock.day_of(now))
    with transaction.atomic():
        document = _moved(
            document, State.REFUSED, actor=actor, decided_at=now, reason=reason, refusal=reason, keep_until=keep_until
        )
        asking.reopen(document=document, actor=actor, now=now)
        events.publish(DocumentRefused(document.pk, document.person_id, document.kind, document.about))
        post(
            kind=ToSendAgain, user=document.person, now=now, dedupe_key=f"document:{document.pk}:refused",
            context={"what": document.get_kind_display(), "reason": reason}, about=f"document:{document.pk}",
        )  # fmt: skip
    return document


def withdraw(*, document: Document, actor: User, now: datetime, at_their_word: bool = False) -> Document:
    """Its owner takes it back before anyone decided: the file is erased at once, the line stays.

    ``at_their_word``: staff who may open it does so for the owner, who agreed.

    Refused: ``NotYours``, ``AlreadyDecided``.
    """
    if document.person_id != actor.pk and not (at_their_word and may_open(actor, document)):
        raise NotYours(_("Seule la personne qui a envoyé ce document peut le retirer."))
    with transaction.atomic():
        document = _moved(document, State.WITHDRAWN, actor=actor, erased_at=now)
        asking.reopen(document=document, actor=actor, now=now)
        transaction.on_commit(lambda: storage.erase(document.file))
    return document


def _moved(document: Document, to: str, **changes: Any) -> Document:
    try:
        return transition(document, to, **changes)
    except IllegalTransition as late:
        raise AlreadyDecided(
            _("Ce document ne peut pas changer maintenant : il est encore vérifié, ou quelqu’un a déjà répondu.")
        ) from late

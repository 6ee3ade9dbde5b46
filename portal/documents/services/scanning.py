"""The antivirus: nobody opens a document before it has spoken, and while it is away documents wait."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from portal import events
from portal.documents import storage
from portal.documents.events import DocumentReady, DocumentRefused
from portal.documents.gateways import Antivirus, Verdict
from portal.documents.kinds import SetAside
from portal.documents.models import Document, State
from portal.documents.services import asking
from portal.notifications.services import post
from portal.states import IllegalTransition, transition

logger = logging.getLogger(__name__)


def scan(*, document: Document, antivirus: Antivirus, now: datetime) -> Document:
    """The system shows what was sent to ``antivirus``, and moves ``document`` to READY or INFECTED.

    Shown as it came: what we drew from it holds pixels alone.  No transaction is open meanwhile.  A document that another worker
    has moved, or that the antivirus could not look at, stays as it is.
    """
    if document.state != State.WAITING:
        return document
    verdict = antivirus.look(storage.received(document.file))
    if verdict is Verdict.AWAY:
        logger.warning("the antivirus did not look at document %s: it waits", document.pk)
        return document
    with suppress(IllegalTransition):
        return _ready(document, now) if verdict is Verdict.CLEAN else _set_aside(document, now)
    document.refresh_from_db()
    return document


def _ready(document: Document, now: datetime) -> Document:
    with transaction.atomic():
        document = transition(document, State.READY, actor=None, scanned_at=now)
        events.publish(DocumentReady(document.pk, document.person_id, document.kind, document.about))
        transaction.on_commit(lambda: storage.keep_only_document(document.file))
    return document


def _set_aside(document: Document, now: datetime) -> Document:
    """The file is erased, the person told, and what it answered is asked for again."""
    with transaction.atomic():
        document = transition(document, State.INFECTED, actor=None, scanned_at=now, erased_at=now)
        asking.reopen(document=document, actor=None, now=now)
        events.publish(DocumentRefused(document.pk, document.person_id, document.kind, document.about))
        post(
            kind=SetAside, user=document.person, now=now, dedupe_key=f"document:{document.pk}:infected",
            context={"what": document.get_kind_display()}, about=f"document:{document.pk}",
        )  # fmt: skip
        transaction.on_commit(lambda: storage.erase(document.file))
    return document

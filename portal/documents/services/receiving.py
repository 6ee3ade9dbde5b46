"""Receiving: pages are prepared, looked at, put in order, then sent as one document that the antivirus will look at."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal import clock, events
from portal.accounts.models import User
from portal.audit import services as audit
from portal.documents import storage
from portal.documents.events import DocumentReceived
from portal.documents.models import Document, Sending
from portal.documents.refusals import AlreadySent, TooManySendings
from portal.documents.rules import binding, faults, retention
from portal.documents.services import asking, reading

MOST_A_DAY = 60
"""Documents of one person in one day; the paper of a whole life is fewer."""


def prepare(
    *,
    person: User,
    kind: str,
    files: Iterable[File],
    about: str = "",
    sending: Sending | None = None,
    actor: User | None,
    now: datetime,
) -> Sending:
    """Check ``files`` (photos or PDF, in order), draw their pages again, and keep them ready for sending.

    Added at the end of ``sending`` when there is one.  Nothing is sent yet, so nothing is written in the trail.  Refused, with
    nothing changed: ``BadFile`` with the sentence of the first fault, ``Busy``, ``TooManySendings``, ``AlreadySent``.
    """
    _check_quota(person, now)
    fresh = storage.begin()
    try:
        sheets = _drawn(files, fresh, room=faults.MOST_PAGES - (sending.pages if sending else 0))
        if sending is None:
            return Sending.objects.create(
                person=person, kind=kind, about=about, file=fresh, sheets=sheets, started_at=now
            )
        added = _add(sending, sheets, fresh)
    except BaseException:
        storage.erase(fresh)
        raise
    storage.erase(fresh)
    return added


def move_sheet(*, sending: Sending, sheet: str, before: bool, actor: User) -> Sending:
    """Put the page ``sheet`` one place earlier (``before``) or later; at an end it stays.  Refused: ``AlreadySent``."""
    with transaction.atomic():
        row = _locked(sending)
        names = [each["sheet"] for each in row.sheets]
        if sheet in names:
            at = names.index(sheet)
            to = min(max(at + (-1 if before else 1), 0), len(names) - 1)
            row.sheets.insert(to, row.sheets.pop(at))
            row.save(update_fields=["sheets"])
    return row


def drop_sheet(*, sending: Sending, sheet: str, actor: User) -> Sending:
    """Take the page ``sheet`` away; what was received stays until sending, for the antivirus.  Refused: ``AlreadySent``."""
    with transaction.atomic():
        row = _locked(sending)
        row.sheets = [each for each in row.sheets if each["sheet"] != sheet]
        row.save(update_fields=["sheets"])
    return row


def send(*, sending: Sending, via: str, actor: User | None, now: datetime) -> Document:
    """Bind the pages of ``sending`` into one PDF and receive it; requests for it are answered.

    The file is whole and on disk before the row commits.  The document takes over ``public_id``.  Refused: ``AlreadySent``
    when another tab was first, ``BadFile`` without a page.
    """
    with transaction.atomic():
        row = _locked(sending)
        if not row.sheets:
            raise reading.bad(faults.NOTHING)
        document = _received(
            person=row.person, kind=row.kind, about=row.about, file=row.file, sheets=row.sheets, via=via, actor=actor,
            now=now, public_id=row.public_id,
        )  # fmt: skip
        row.delete()
    return document


def receive(
    *,
    person: User,
    kind: str,
    files: Iterable[File],
    about: str = "",
    via: str,
    actor: User | None,
    now: datetime,
) -> Document:
    """Check, draw again, bind and receive ``files`` (photos or PDF, in order) at once; doubts are kept in ``remarks``.

    ``kind`` is a ``DocumentKind``, ``about`` the matter as the upper room writes it, ``via`` a ``Via``.  The document waits for
    the antivirus (``DocumentReceived``, then ``DocumentReady``).  Refused, with nothing changed: ``BadFile``, ``Busy``,
    ``TooManySendings``.
    """
    _check_quota(person, now)
    file = storage.begin()
    try:
        sheets = _drawn(files, file, room=faults.MOST_PAGES)
        with transaction.atomic():
            return _received(
                person=person, kind=kind, about=about, file=file, sheets=sheets, via=via, actor=actor, now=now
            )
    except BaseException:
        storage.erase(file)
        raise


def _drawn(files: Iterable[File], file: str, *, room: int) -> list[dict[str, Any]]:
    sheets = reading.draw(reading.take_in(files, file), file, room=room)
    storage.settle(file)
    return sheets


def _add(sending: Sending, sheets: list[dict[str, Any]], fresh: str) -> Sending:
    with transaction.atomic():
        row = _locked(sending)
        if row.pages + len(sheets) > faults.MOST_PAGES:
            raise reading.bad(faults.TOO_MANY_PAGES)
        storage.merge(fresh, row.file)
        row.sheets = [*row.sheets, *sheets]
        row.save(update_fields=["sheets"])
        storage.settle(row.file)
    return row


def _received(
    *, person: User, kind: str, about: str, file: str, sheets: list[dict[str, Any]], via: str, actor: User | None,
    now: datetime, **columns: Any,
) -> Document:  # fmt: skip
    """In the caller's transaction: the row of the document, its line of audit, and what it answers."""
    asking.hold(person)
    on = clock.day_of(now)
    document = Document.objects.create(
        person=person, kind=kind, about=about, via=via, file=file, received_at=now, pages=len(sheets),
        remarks=sorted({code for each in sheets for code in each["remarks"]}),
        keep_until=retention.keep_until(kind, on), valid_until=retention.valid_until(kind, on), **_bound(file, sheets),
        **columns,
    )  # fmt: skip
    audit.record(
        action="documents.document.waiting", target=document, actor=actor, details={"kind": kind, "pages": len(sheets)}
    )
    asking.answer(document=document, actor=actor, now=now)
    events.publish(DocumentReceived(document.pk, document.person_id, document.kind, document.about))
    return document


def _bound(file: str, sheets: list[dict[str, Any]]) -> dict[str, Any]:
    """Write the PDF of ``sheets``, whole or not at all; the columns that describe it."""
    part = storage.document(file).with_suffix(".part")
    pages = [binding.Page(storage.sheet(file, each["sheet"]), each["width"], each["height"]) for each in sheets]
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
        placed = binding.bind(pages, out)
        out.flush()
        out.seek(0)
        digest = hashlib.file_digest(out, "sha256").hexdigest()
        written = out.seek(0, os.SEEK_END)
    part.rename(storage.document(file))
    storage.settle(file)
    return {"sheets": [asdict(each) for each in placed], "sha256": digest, "bytes": written}


def _locked(sending: Sending) -> Sending:
    row = Sending.objects.select_for_update(of=("self",)).select_related("person").filter(pk=sending.pk).first()
    if row is None:
        raise AlreadySent(_("Ce document est déjà envoyé."))
    return row


def _check_quota(person: User, now: datetime) -> None:
    today = clock.start_of(clock.day_of(now))
    sent = Document.objects.of(person).filter(received_at__gte=today).count()
    if sent + Sending.objects.of(person).count() >= MOST_A_DAY:
        raise TooManySendings(
            _("Vous avez envoyé beaucoup de documents aujourd’hui. Continuez demain, ou appelez-nous.")
        )

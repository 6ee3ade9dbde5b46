"""Opening a file: only when it is clean, only by who may, and always written where the person can read it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from portal.accounts.models import User
from portal.audit import services as audit
from portal.audit.models import Entry
from portal.documents import storage
from portal.documents.models import Document
from portal.documents.permissions import may_open

ONE_VISIT = timedelta(minutes=10)
"""Pages turned within this time are one opening, and one line of the trail."""


def open_file(*, document: Document, actor: User, now: datetime) -> Path | None:
    """The PDF of ``document`` for ``actor``; None when it is not theirs to open, not looked at yet, or gone."""
    if not document.is_open or not may_open(actor, document):
        return None
    path = storage.document(document.file)
    if not path.is_file():
        return None
    _write_down(document, actor, now)
    return path


def open_page(*, document: Document, number: int, actor: User, now: datetime) -> bytes | None:
    """The JPEG of page ``number`` (from 1); None as ``open_file``, or when there is no such page."""
    if not 1 <= number <= document.pages:
        return None
    path = open_file(document=document, actor=actor, now=now)
    if path is None:
        return None
    placed = document.sheets[number - 1]
    with path.open("rb") as file:
        file.seek(placed["offset"])
        return file.read(placed["bytes"])


def _write_down(document: Document, actor: User, now: datetime) -> None:
    known = Entry.objects.openings().filter(
        target_type=document._meta.label_lower, target_id=str(document.pk), actor=actor, at__gt=now - ONE_VISIT
    )
    if not known.exists():
        audit.opened(file=document, actor=actor, reason=document.get_kind_display())

"""Nothing is kept longer than was promised, and nothing lies on the disk that no row knows."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from portal import clock
from portal.documents import storage
from portal.documents.models import Document, Sending, State
from portal.prepared import Prepared
from portal.states import IllegalTransition, transition

SLICE = 500
UNSENT = timedelta(days=1)
"""How long a preparation waits for its person."""
ORPHAN = timedelta(hours=2)
"""A folder without a row may belong to an upload under way; after this long it cannot."""
_LEFT_BEHIND = Prepared(lambda given: Sending.objects.left_behind(given("before"))[:SLICE])


def erase_due(*, today: date, now: datetime) -> int:
    """The system erases the files whose last day has passed (``today`` in Europe/Paris); return how many.  The lines stay.

    Row by row: killed at any line, it goes on where it stopped; a file that outlives its row is an orphan, see ``sweep``.
    """
    due = list(Document.objects.to_erase(today).select_related("person")[:SLICE])
    for document in due:
        with suppress(IllegalTransition), transaction.atomic():
            transition(document, State.ERASED, actor=None, erased_at=now)
            transaction.on_commit(partial(storage.erase, document.file))
    return len(due)


def sweep(*, now: datetime) -> int:
    """The system removes preparations never sent, and folders that no live row names; return how many folders went.

    A file's age is told by the machine's clock, so a demonstration whose own clock was moved loses nothing.
    """
    if left := _LEFT_BEHIND(before=now - UNSENT):
        Sending.objects.filter(pk__in=[each.pk for each in left], started_at__lt=now - UNSENT).delete()
    long_ago = (clock.now() - clock.shift() - ORPHAN).timestamp()
    storage.forget_arriving(long_ago)
    gone = 0
    names = list(storage.older_than(long_ago))
    for start in range(0, len(names), SLICE):
        for orphan in _orphans(names[start : start + SLICE]):
            storage.erase(orphan)
            gone += 1
    return gone


def _orphans(names: list[str]) -> set[str]:
    living = Document.objects.filter(file__in=names, erased_at=None).values_list("file", flat=True)
    waiting = Sending.objects.filter(file__in=names).values_list("file", flat=True)
    return set(names) - set(living) - set(waiting)

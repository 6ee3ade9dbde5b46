"""Doorbells: a document waits for the antivirus; a file's last day has passed."""

from __future__ import annotations

from celery import Task

from portal import clock, queue
from portal.documents import services
from portal.documents.gateways import antivirus
from portal.documents.models import Document
from portal.prepared import Prepared

AT_ONCE = 200
"""Documents that one visit of the sweeper rings for: an antivirus that comes back is not drowned."""
_TO_SCAN = Prepared(lambda given: Document.objects.to_scan()[:AT_ONCE])
_TO_ERASE = Prepared(lambda given: Document.objects.to_erase(given("today")))


@queue.task(queue=queue.DOCUMENTS)
def scan_document(document_id: int) -> None:
    """Show one document to the antivirus, if it still waits."""
    for document in Document.objects.to_scan().select_related("person").filter(pk=document_id):
        services.scan(document=document, antivirus=antivirus(), now=clock.now())


@queue.task(bind=True)
def scan_waiting(self: Task) -> None:
    """The sweeper: ring again for what the antivirus has not seen.  Played here and now, it looks here and now."""
    for document in _TO_SCAN():
        if self.request.is_eager:
            scan_document.apply((document.pk,), throw=True)
        else:
            queue.ring(scan_document, document.pk)


@queue.task(queue=queue.DOCUMENTS)
def erase_due() -> None:
    """Erase what is past its last day, slice after slice, then what no row knows."""
    while _TO_ERASE.any(today=clock.today()) and services.erase_due(today=clock.today(), now=clock.now()):
        pass
    services.sweep(now=clock.now())

"""What this room does when its own services tell that something happened."""

from __future__ import annotations

from portal import queue
from portal.documents.events import DocumentReceived
from portal.documents.tasks import scan_document
from portal.events import subscribe


@subscribe(DocumentReceived)
def look_at_it(event: DocumentReceived) -> None:
    """The antivirus, as soon as the document is committed."""
    queue.ring(scan_document, event.document_id)

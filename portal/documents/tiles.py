"""What we are waiting for, on the person's home."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from portal.documents.models import DocumentRequest
from portal.tiles import Tile, tile

SHOWN = 5


@tile("home.seeker", order=40)
@tile("home.applicant", order=40)
def wanted(request: HttpRequest, subject: Any) -> Tile | None:
    """The documents that are missing, the most pressing first; nothing when none is."""
    missing = list(DocumentRequest.objects.open_for(subject)[: SHOWN + 1])
    if not missing:
        return None
    return Tile("portal/documents/wanted.html", {"wanted": missing[:SHOWN], "more": len(missing) > SHOWN})

"""From loose pages to one document of the person's file."""

from __future__ import annotations

import io
from datetime import datetime

from django.core.files.base import ContentFile

from portal.accounts.models import User
from portal.documents import services as documents
from portal.documents.models import Document, DocumentKind, Via
from portal.documents.rules import binding
from portal.intake import storage
from portal.intake.models import DOCUMENT, Bundle

MOST_PAGES = 20
"""Pages of one document; a thicker bundle makes several."""


def kind_and_about(matter: str) -> tuple[str, str]:
    """What the pages are, from the matter of their slip.  A kind that this release does not know is another document."""
    subject, _colon, rest = matter.partition(":")
    if subject != DOCUMENT:
        return DocumentKind.PAPER_FORM.value, matter
    kind, _colon, about = rest.partition(":")
    return (kind if kind in DocumentKind.values else DocumentKind.OTHER.value), about


def file_pages(
    bundle: Bundle, person: User, kind: str, about: str, actor: User | None, now: datetime
) -> Document | None:
    """Receive the pages of ``bundle`` for ``person`` and note the document on it (unsaved); the first when there are several.

    They pass the same checks and the same antivirus as what is sent from home.  Refused: whatever ``documents.receive`` refuses.
    """
    pages = list(bundle.pages.select_related("batch"))
    first: Document | None = None
    for start in range(0, len(pages), MOST_PAGES):
        out = io.BytesIO()
        binding.bind(
            (
                binding.Page(storage.image(page.batch.folder, page.image), page.width, page.height)
                for page in pages[start : start + MOST_PAGES]
            ),
            out,
        )
        document = documents.receive(
            person=person, kind=kind, files=[ContentFile(out.getvalue(), name="scan.pdf")], about=about, via=Via.PAPER,
            actor=actor, now=now,
        )  # fmt: skip
        first = first or document
    bundle.document = first
    return first

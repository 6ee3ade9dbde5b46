"""Papers in PDF: accessible (PDF/UA-1: typst refuses to write one that is not), with no font of the machine, no clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.http import HttpResponse

TEMPLATES: Path = settings.BASE_DIR / "templates"
PROOF = "components/proof.typ"
"""What was sent or signed: facts, then questions and answers."""


def drawn(template: str, data: Mapping[str, Any], at: datetime) -> bytes:
    """``template`` (a path under ``templates``, which may read its own folder and no other) filled with ``data``.

    ``at``: the instant written in the file.  The same three always give the same bytes, so nothing is stored.
    """
    path = TEMPLATES / template
    return typst.compile(
        path,
        root=path.parent,
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data)},
        timestamp=int(at.timestamp()),
    )


def download(content: bytes, name: str) -> HttpResponse:
    """``content`` as ``name.pdf``.  The name stays in the browser's list: it says which paper, never whose."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response

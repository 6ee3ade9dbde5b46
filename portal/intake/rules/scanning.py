"""Draws the pages of a scan again and looks for barcodes.  A process of its own: ``python -m portal.intake.rules.scanning``.

As for documents sent from home: whatever a file does to a decoder happens here, in a process that holds no secret and no
connection.  Called with the folder to write to, the file, the first page wanted (from 0) and how many at most.  Answers one line
of JSON: first ``{"pages": total}`` or ``{"fault": "…"}``, then one line a page as soon as it is drawn, so that a death half-way
loses nothing of what was said.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from portal.documents.rules import faults, legibility
from portal.documents.rules.drawing import (
    FORMATS,
    LONGEST,
    QUALITY,
    Unreadable,
    bound,
    opened_pdf,
    opened_photo,
    printed,
)
from portal.documents.rules.types import HEAD, PDF, type_of
from portal.intake.rules.finding import find

MEMORY, SECONDS, FILE_BYTES = 1_600_000_000, 120, 30_000_000


def main(arguments: list[str]) -> None:
    """Answer for the pages named on the command line."""
    bound(MEMORY, SECONDS, FILE_BYTES)
    folder, path, first, most = Path(arguments[0]), Path(arguments[1]), int(arguments[2]), int(arguments[3])
    try:
        for line in _answers(path, folder, first, most):
            print(json.dumps(line), flush=True)
    except Unreadable as why:
        print(json.dumps({"fault": why.code}), flush=True)
    except MemoryError:
        print(json.dumps({"fault": faults.TOO_HEAVY}), flush=True)


def _answers(path: Path, folder: Path, first: int, most: int) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        kind = type_of(file.read(HEAD))
    if kind != PDF:
        picture = _photo(path, kind)
        yield {"pages": 1}
        yield _seen(picture, folder)
        return
    document = opened_pdf(path)
    yield {"pages": len(document)}
    for number in range(first, min(first + most, len(document))):
        yield _seen(printed(document, number).convert("RGB"), folder)


def _photo(path: Path, kind: str) -> Image.Image:
    """At its full size: a barcode has no pixel to lose."""
    if kind not in FORMATS:
        raise Unreadable(faults.DAMAGED)
    with opened_photo(path, kind) as scanned:
        scanned.load()
        return ImageOps.exif_transpose(scanned).convert("RGB")


def _seen(page: Image.Image, folder: Path) -> dict[str, Any]:
    """Write one page as a JPEG of ours; say its size, its barcode, and what to doubt of it."""
    page.thumbnail((LONGEST, LONGEST), reducing_gap=2.0)
    found = find(page)
    grey = page.convert("L")
    grey.thumbnail((legibility.LOOKED_AT, legibility.LOOKED_AT), reducing_gap=2.0)
    doubts = legibility.remarks(np.asarray(grey), page.width, page.height, photo=True)
    name = secrets.token_hex(8)
    with os.fdopen(os.open(folder / f"{name}.jpg", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        page.save(out, "JPEG", quality=QUALITY)
    return {
        "image": name,
        "width": page.width,
        "height": page.height,
        "code": found.mark.code if found.mark else "",
        "form_page": found.mark.page if found.mark else 0,
        "spoilt": found.spoilt,
        "remarks": doubts,
    }


if __name__ == "__main__":
    main(sys.argv[1:])

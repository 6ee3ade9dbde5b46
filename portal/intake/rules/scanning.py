"""Draws the pages of a scan again and looks for barcodes.  A process of its own: ``python -m portal.intake.rules.scanning``.

As for documents sent from home: whatever a file does to a decoder happens here, in a process that holds no secret and no
connection.  Called with the folder to write to, the file, the first page wanted (from 0) and how many at most.  Answers one line
of JSON: first ``{"pages": total}`` or ``{"fault": "…"}``, then one line a page as soon as it is drawn, so that a death half-way
loses nothing of what was said.
"""

from __future__ import annotations

import json
import os
import resource
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.documents.rules import faults, legibility
from portal.documents.rules.drawing import FORMATS, LONGEST, MOST_PIXELS, PDF_LONGEST, PDF_SCALE, QUALITY, Unreadable
from portal.documents.rules.types import HEAD, PDF, type_of
from portal.intake.rules.finding import find

MEMORY, SECONDS, FILE_BYTES = 1_600_000_000, 120, 30_000_000


def main(arguments: list[str]) -> None:
    """Answer for the pages named on the command line."""
    _bound()
    folder, path, first, most = Path(arguments[0]), Path(arguments[1]), int(arguments[2]), int(arguments[3])
    try:
        for line in _answers(path, folder, first, most):
            print(json.dumps(line), flush=True)
    except Unreadable as why:
        print(json.dumps({"fault": why.code}), flush=True)
    except MemoryError:
        print(json.dumps({"fault": faults.TOO_HEAVY}), flush=True)


def _bound() -> None:
    """Limits that this process sets on itself before it opens anything (not every system knows all of them)."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def _answers(path: Path, folder: Path, first: int, most: int) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        kind = type_of(file.read(HEAD))
    if kind != PDF:
        picture = _photo(path, kind)
        yield {"pages": 1}
        yield _seen(picture, folder)
        return
    document = _pdf(path)
    yield {"pages": len(document)}
    for number in range(first, min(first + most, len(document))):
        yield _seen(_drawn(document, number), folder)


def _photo(path: Path, kind: str) -> Image.Image:
    if kind not in FORMATS:
        raise Unreadable(faults.DAMAGED)
    try:
        with Image.open(path, formats=FORMATS[kind]) as scanned:
            if scanned.width * scanned.height > MOST_PIXELS:
                raise Unreadable(faults.TOO_MANY_PIXELS)
            scanned.load()
            return ImageOps.exif_transpose(scanned).convert("RGB")
    except Image.DecompressionBombError as bomb:
        raise Unreadable(faults.TOO_MANY_PIXELS) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, KeyError, EOFError) as wrong:
        raise Unreadable(faults.DAMAGED) from wrong


def _pdf(path: Path) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as wrong:
        locked = wrong.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Unreadable(faults.LOCKED if locked else faults.DAMAGED) from wrong
    if len(document) < 1:
        raise Unreadable(faults.NO_PAGE)
    with suppress(pypdfium2.PdfiumError):
        document.init_forms()
    return document


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    try:
        page = document[number]
        scale = min(PDF_LONGEST / max(*page.get_size(), 1), PDF_SCALE)
        drawn = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
    except (pypdfium2.PdfiumError, ValueError) as wrong:
        raise Unreadable(faults.DAMAGED) from wrong
    return drawn


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

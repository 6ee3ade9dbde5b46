"""Draws again, page by page, what the public sent.  A process of its own: ``python -m portal.documents.rules.drawing``.

Whatever a hostile file does to a decoder happens here, in a process that holds no secret, no connection and no more memory
and time than it was given; its death is an answer like another.  What leaves is a JPEG that we encoded: no metadata, no
script, no attached file, nothing hidden behind the picture.

Called with the folder to write to, how many pages may still come, then the files.  Answers one line of JSON a file, at once:
``{"fault": "…"}`` or ``{"pages": [{"sheet", "bytes", "width", "height", "remarks"}]}``, so that a death tells its cause.
"""

from __future__ import annotations

import json
import os
import resource
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.documents.rules import faults, legibility
from portal.documents.rules.types import HEAD, PDF, type_of

MOST_PIXELS = 80_000_000
"""Telephones give up to 50 million; 50,000 × 50,000 is no photo."""
LONGEST = 2600
"""Pixels of the longest side that we keep: A4 at 220 dpi, with a margin around the sheet."""
PDF_LONGEST, PDF_SCALE = 2340, 4.0
"""A4 at 200 dpi; a small page is not enlarged beyond 288 dpi."""
QUALITY = 85
MEMORY, SECONDS, FILE_BYTES = 1_200_000_000, 40, 30_000_000
FORMATS = {"jpeg": ("JPEG",), "png": ("PNG",), "webp": ("WEBP",)}
REFUSALS = {
    pypdfium2.raw.FPDF_ERR_PASSWORD: faults.LOCKED,
    pypdfium2.raw.FPDF_ERR_SUCCESS: faults.NO_PAGE,  # "no error", and yet no document: it has no page
}


class Unreadable(Exception):
    """``code`` is one of ``faults``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main(arguments: list[str]) -> None:
    """Read the files named on the command line, in order; stop at the first that cannot be taken."""
    bound(MEMORY, SECONDS, FILE_BYTES)
    folder, room = Path(arguments[0]), int(arguments[1])
    for name in arguments[2:]:
        answer = _answer(Path(name), folder, room)
        room -= len(answer.get("pages", ()))
        print(json.dumps(answer), flush=True)
        if "fault" in answer:
            return


def bound(memory: int, seconds: int, file_bytes: int) -> None:
    """Limits that this process sets on itself before it opens anything (not every system knows all of them)."""
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def _answer(path: Path, folder: Path, room: int) -> dict[str, Any]:
    with path.open("rb") as file:
        kind = type_of(file.read(HEAD))
    try:
        pages = _from_pdf(path, room) if kind == PDF else _from_photo(path, kind, room)
        return {"pages": [_kept(page, folder, photo=kind != PDF) for page in pages]}
    except Unreadable as why:
        return {"fault": why.code}
    except MemoryError:
        return {"fault": faults.TOO_HEAVY}


def _from_photo(path: Path, kind: str, room: int) -> Iterator[Image.Image]:
    """The picture, upright, on white where it was transparent."""
    if room < 1:
        raise Unreadable(faults.TOO_MANY_PAGES)
    with opened_photo(path, kind) as sent:
        size = sent.size
        sent.draft("RGB", (LONGEST, LONGEST))  # a JPEG is then decoded at a lower size: far less memory
        sent.load()
        upright = ImageOps.exif_transpose(sent)
    upright.info["sent"] = size
    yield upright


@contextmanager
def opened_photo(path: Path, kind: str) -> Iterator[Image.Image]:
    """The picture, not decoded yet: whatever decoding it in the block meets becomes ``Unreadable``."""
    try:
        with Image.open(path, formats=FORMATS[kind]) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise Unreadable(faults.TOO_MANY_PIXELS)
            yield sent
    except Image.DecompressionBombError as bomb:
        raise Unreadable(faults.TOO_MANY_PIXELS) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, KeyError, EOFError) as wrong:
        raise Unreadable(faults.DAMAGED) from wrong


def _from_pdf(path: Path, room: int) -> Iterator[Image.Image]:
    document = opened_pdf(path)
    if len(document) > room:
        raise Unreadable(faults.TOO_MANY_PAGES)
    for number in range(len(document)):
        yield printed(document, number)


def opened_pdf(path: Path) -> pypdfium2.PdfDocument:
    """With one page at least, and its forms.  ``Unreadable``: locked, without a page, damaged."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as wrong:
        raise Unreadable(REFUSALS.get(wrong.err_code, faults.DAMAGED)) from wrong
    if len(document) < 1:
        raise Unreadable(faults.NO_PAGE)
    with suppress(pypdfium2.PdfiumError):
        document.init_forms()
    return document


def printed(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """Page ``number`` (from 0) as it would be printed, filled fields and notes included."""
    try:
        page = document[number]
        drawn = page.render(scale=min(PDF_LONGEST / max(*page.get_size(), 1), PDF_SCALE)).to_pil()
    except (pypdfium2.PdfiumError, ValueError) as wrong:
        raise Unreadable(faults.DAMAGED) from wrong
    page.close()
    return drawn


def _kept(page: Image.Image, folder: Path, *, photo: bool) -> dict[str, Any]:
    """Write one page as a JPEG of ours, readable by its owner alone; say its size and what to doubt of it."""
    width, height = page.info.get("sent", page.size)
    page.thumbnail((LONGEST, LONGEST), reducing_gap=2.0)
    flat = _on_white(page)
    grey = flat.convert("L")
    grey.thumbnail((legibility.LOOKED_AT, legibility.LOOKED_AT), reducing_gap=2.0)
    doubts = legibility.remarks(np.asarray(grey), width, height, photo=photo)
    name = secrets.token_hex(8)
    with os.fdopen(os.open(folder / f"{name}.jpg", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        flat.save(out, "JPEG", quality=QUALITY)
        written = out.tell()
    return {"sheet": name, "bytes": written, "width": flat.width, "height": flat.height, "remarks": doubts}


def _on_white(page: Image.Image) -> Image.Image:
    """RGB pixels and nothing else: no profile, no text, no date, no place."""
    if page.mode.startswith("I"):
        page = page.point(lambda level: level / 256).convert("L")
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        flat = Image.new("RGB", page.size, "white")
        flat.paste(page, mask=page.getchannel("A"))
        return flat
    flat = Image.new("RGB", page.size)
    flat.paste(page.convert("RGB"))
    return flat


if __name__ == "__main__":
    main(sys.argv[1:])

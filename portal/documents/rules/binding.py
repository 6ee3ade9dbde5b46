"""Pages into one PDF, written by hand: a page is one JPEG that we drew, and nothing else can be in the file.

The same pages always give the same bytes.  Where each JPEG lies is told, so that a page can be shown without a reader of PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PAGE_POINTS = 842
"""The longest side of a page: that of A4, in points (1/72 inch)."""


@dataclass(frozen=True)
class Page:
    """One JPEG on disk, and its size in pixels."""

    path: Path
    width: int
    height: int


@dataclass(frozen=True)
class Placed:
    """Where a page's JPEG lies in the PDF."""

    offset: int
    bytes: int
    width: int
    height: int


def bind(pages: Iterable[Page], out: BinaryIO) -> list[Placed]:
    """Write ``pages`` in order to ``out``, from its beginning; one page is in memory at a time.

    Refuses (``ValueError``) to make a document without a page.
    """
    writer, placed = _Writer(out), []
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    kids = []
    for page in pages:
        image = writer.next_number()
        jpeg = page.path.read_bytes()
        writer.begin(
            image,
            f"<</Type/XObject/Subtype/Image/Width {page.width}/Height {page.height}/ColorSpace/DeviceRGB"
            f"/BitsPerComponent 8/Filter/DCTDecode/Length {len(jpeg)}>>stream\n",
        )
        placed.append(Placed(out.tell(), len(jpeg), page.width, page.height))
        out.write(jpeg)
        writer.end("\nendstream")
        kids.append(_page(writer, image, page))
    if not kids:
        raise ValueError("a document has at least one page")
    _close(writer, kids)
    return placed


def _page(writer: _Writer, image: int, page: Page) -> int:
    """The page that shows ``image`` from edge to edge; its parent is object 1."""
    scale = PAGE_POINTS / max(page.width, page.height)
    width, height = f"{page.width * scale:.2f}", f"{page.height * scale:.2f}"
    drawing = f"q {width} 0 0 {height} 0 0 cm /P Do Q"
    content = writer.next_number()
    writer.write(content, f"<</Length {len(drawing)}>>stream\n{drawing}\nendstream")
    number = writer.next_number()
    writer.write(
        number,
        f"<</Type/Page/Parent 1 0 R/MediaBox[0 0 {width} {height}]/Contents {content} 0 R"
        f"/Resources<</XObject<</P {image} 0 R>>>>>>",
    )
    return number


def _close(writer: _Writer, kids: list[int]) -> None:
    writer.write(1, f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>")
    writer.write(2, "<</Type/Catalog/Pages 1 0 R>>")
    start = writer.out.tell()
    lines = "".join(f"{offset:010d} 00000 n \n" for offset in writer.offsets_in_order())
    count = len(writer.offsets) + 1
    writer.out.write(
        f"xref\n0 {count}\n0000000000 65535 f \n{lines}"
        f"trailer\n<</Size {count}/Root 2 0 R>>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    )


class _Writer:
    """Numbered objects and where they begin; 1 is the list of pages, 2 the catalogue, written last."""

    def __init__(self, out: BinaryIO) -> None:
        self.out, self.offsets, self._last = out, dict[int, int](), 2

    def next_number(self) -> int:
        self._last += 1
        return self._last

    def begin(self, number: int, text: str) -> None:
        self.offsets[number] = self.out.tell()
        self.out.write(f"{number} 0 obj\n{text}".encode("ascii"))

    def end(self, text: str) -> None:
        self.out.write(f"{text}\nendobj\n".encode("ascii"))

    def write(self, number: int, text: str) -> None:
        self.begin(number, text)
        self.end("")

    def offsets_in_order(self) -> Iterator[int]:
        for number in sorted(self.offsets):
            yield self.offsets[number]

"""Finding our barcode on a bad scan: skewed, grey, faint, at 100 dpi.  Pixels in, marks out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from portal.intake.rules import codes

FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
SMALL_SIDE = 1300
"""A page with fewer pixels on its longest side (about 110 dpi) is looked at twice as large: two pixels a square become four."""
SKEWS = (-6, 6, -12, 12)
"""Degrees by which a page is turned back when the reader found nothing by itself."""
MODULES = 25
"""Squares on a side of our barcode: fifteen signs of the dense alphabet with the highest correction (QR version 2)."""
EYE = 7
"""Squares on a side of each of the three eyes by which a reader finds a barcode."""
ALIKE = 0.8
"""Of the squares of an eye, those that are as they should be: a stain leaves more, large letters leave a half to two thirds."""
BINARIZERS = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram)


@dataclass(frozen=True)
class Finding:
    """``mark`` is what one of our barcodes says; ``spoilt`` when something like one stands there and says nothing sure."""

    mark: codes.Mark | None = None
    spoilt: bool = False


def find(page: Image.Image) -> Finding:
    """The barcode of ``page`` (any mode).  The gentlest look first; every other only when it saw nothing.

    A foreign barcode (a letterhead, a parcel) is no barcode of ours.  Two of ours that differ on one page are two forms one
    over the other: spoilt.  So is one with a wrong check letter.
    """
    spoilt = False
    for look in _looks(ImageOps.exif_transpose(page).convert("L")):
        marks, wrong = _read(look)
        if len(marks) == 1:
            return Finding(marks.pop())
        spoilt = spoilt or wrong or len(marks) > 1
        if len(marks) > 1:
            break
    return Finding(spoilt=spoilt)


def _looks(grey: Image.Image) -> Iterator[Image.Image]:
    """The same page, made easier in one way after another."""
    if max(grey.size) < SMALL_SIDE:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
    yield grey
    calm = ImageOps.autocontrast(grey.filter(ImageFilter.MedianFilter(3)), cutoff=1)
    yield calm
    yield calm.filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=0))
    yield calm.resize((round(calm.width * 0.6), round(calm.height * 0.6)), Image.Resampling.LANCZOS)
    for degrees in SKEWS:
        yield calm.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _read(look: Image.Image) -> tuple[set[codes.Mark], bool]:
    """The marks on one look, and whether something that pretends to be ours cannot be believed."""
    marks: set[codes.Mark] = set()
    wrong = False
    pixels = np.asarray(look)
    for binarizer in BINARIZERS:
        for found in zxingcpp.read_barcodes(pixels, formats=FORMATS, binarizer=binarizer, return_errors=True):
            mark = codes.read_barcode(found.text) if found.valid else None
            if mark:
                marks.add(mark)
            else:
                wrong = wrong or (
                    found.text.startswith(codes.PREFIX) if found.valid else _has_eyes(pixels, found.position)
                )
        if marks:
            break
    return marks, wrong


def _has_eyes(pixels: np.ndarray, place: zxingcpp.Position) -> bool:
    """Does something that looks like one of ours stand there?  Large letters make a reader see corners where there is nothing."""
    corners = np.array(
        [(each.x, each.y) for each in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
    )
    steps = (np.arange(MODULES) + 0.5) / MODULES
    across, down = np.meshgrid(steps, steps)
    weights = np.stack([(1 - across) * (1 - down), across * (1 - down), across * down, (1 - across) * down])
    at = np.tensordot(weights, corners, axes=(0, 0)).round().astype(int)
    height, width = pixels.shape
    squares = pixels[at[..., 1].clip(0, height - 1), at[..., 0].clip(0, width - 1)]
    dark = squares < (int(squares.max()) + int(squares.min())) // 2
    ends = (slice(0, EYE), slice(MODULES - EYE, MODULES))
    alike = sorted(float((dark[rows, columns] == _eye()).mean()) for rows in ends for columns in ends)
    return alike[1] >= ALIKE  # three of the four corners, whichever way the page lies


def _eye() -> np.ndarray:
    """A dark square in a light ring in a dark ring."""
    ring = np.abs(np.arange(EYE) - EYE // 2)
    return np.maximum(*np.meshgrid(ring, ring)) != 2

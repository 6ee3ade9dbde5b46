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
                wrong = wrong or not found.valid or found.text.startswith(codes.PREFIX)
        if marks:
            break
    return marks, wrong

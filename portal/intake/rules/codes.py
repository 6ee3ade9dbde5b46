"""The code of a slip: short enough to be typed from a torn page, with a check letter.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal import codes

LENGTH = 8
PREFIX = "RB1."
BARCODE = re.compile(r"RB1\.([0-9A-Z]{9})\.([1-9])", re.ASCII)
"""Capitals, digits and points: the densest alphabet of a QR code, so the largest squares for the same room."""


@dataclass(frozen=True)
class Mark:
    """What a barcode of ours says: the slip, and which page of the form this is."""

    code: str
    page: int


def signed(signs: str) -> str:
    """``signs`` (``LENGTH`` of the alphabet) with the check letter, as it is stored: ``K7M4X9HTA``."""
    if len(signs) != LENGTH:
        raise ValueError(f"a slip has {LENGTH} signs")
    return codes.checked(signs)


def shown(code: str) -> str:
    """As it is printed, in three groups: ``K7M 4X9 HTA``."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))


def read(typed: str) -> str | None:
    """The code from what someone typed; None when a sign is wrong or missing: it never becomes somebody else's."""
    return codes.read(typed, LENGTH + 1)


def barcode(code: str, page: int) -> str:
    """The text of the barcode that stands on ``page`` (1 to 9) of the form."""
    return f"{PREFIX}{code}.{page}"


def read_barcode(text: str) -> Mark | None:
    """What one of our barcodes says; None for any other barcode, and for a wrong check letter."""
    found = BARCODE.fullmatch(text)
    code = read(found[1]) if found else None
    return Mark(code, int(found[2])) if found and code else None


BLANK = signed("AAAAAAAA")
"""Stands on every blank registration form that was printed without us: it numbers none of them, and gets its number when it
comes back."""

"""Why a file cannot be taken: codes, and the limits that they speak of.  Their sentences are in ``sentences``."""

from __future__ import annotations

MOST_BYTES = 15_000_000
"""One file.  A photo of a telephone weighs 2 to 8 million bytes."""
MOST_FILES = 20
MOST_PAGES = 30
"""One document."""

EMPTY, TOO_LARGE, TOO_MANY_PIXELS, TOO_MANY_PAGES, TOO_MANY_FILES = (
    "empty", "too_large", "too_many_pixels", "too_many_pages", "too_many_files",
)  # fmt: skip
LOCKED, NO_PAGE, DAMAGED, TOO_HEAVY, TWO_THINGS, NOTHING = (
    "locked", "no_page", "damaged", "too_heavy", "two_things", "nothing",
)  # fmt: skip
TOO_LARGE_TOGETHER = "too_large_together"
WRONG_TYPE = "wrong_type"
"""Followed by the family that was recognised: ``wrong_type.heic``, ``wrong_type.zip``…"""

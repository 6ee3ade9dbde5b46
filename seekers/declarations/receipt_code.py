"""The code of a proof: short, read aloud on the phone without a mistake, never given twice.  Pure."""

from __future__ import annotations

from portal.codes import ALPHABET, BASE, checked, in_two

LENGTH = 9
CODES = BASE**LENGTH
SCATTER, SHIFT = 233_810_942_111, 97_612_893
"""Coprime with CODES: consecutive numbers give codes that do not look alike, and two numbers never the same code."""


def code_of(number: int) -> str:
    """The code of the version ``number``, as ``K7M4X-R9HTA``.  Refuses (``ValueError``) what is beyond 3 × 10¹¹."""
    if not 0 < number < CODES:
        raise ValueError(f"no code for {number}")
    rest = (number * SCATTER + SHIFT) % CODES
    signs = ""
    for _place in range(LENGTH):
        rest, sign = divmod(rest, BASE)
        signs += ALPHABET[sign]
    return in_two(checked(signs))

"""The code of a proof: short, read aloud on the phone without a mistake, never given twice.  Pure."""

from __future__ import annotations

ALPHABET = "3456789AEFHKLMRTUXZ"
"""Nineteen signs that no ear and no eye takes for another in French: no B/D/P/V beside T, no N beside M, no O/0, I/1,
S/5, 2/Z."""
BASE = len(ALPHABET)  # a prime: the check sign sees every wrong sign and every two neighbours swapped
LENGTH = 9
CODES = BASE**LENGTH
SCATTER, SHIFT = 233_810_942_111, 97_612_893
"""Coprime with CODES: consecutive numbers give codes that do not look alike, and two numbers never the same code."""


def code_of(number: int) -> str:
    """The code of the version ``number``, as ``K7M4X-R9HTA``.  Refuses (``ValueError``) what is beyond 3 × 10¹¹."""
    if not 0 < number < CODES:
        raise ValueError(f"no code for {number}")
    rest = (number * SCATTER + SHIFT) % CODES
    signs = []
    for _place in range(LENGTH):
        rest, sign = divmod(rest, BASE)
        signs.append(sign)
    written = "".join(ALPHABET[sign] for sign in (*signs, _check(signs)))
    return f"{written[:5]}-{written[5:]}"


def read(typed: str) -> str | None:
    """The code as we write it, from what someone typed or dictated; None when a sign is wrong or missing."""
    written = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(written) != LENGTH + 1 or not set(written) <= set(ALPHABET):
        return None
    *signs, check = (ALPHABET.index(sign) for sign in written)
    return f"{written[:5]}-{written[5:]}" if check == _check(signs) else None


def _check(signs: list[int]) -> int:
    """Each place weighs differently, none weighs nothing, and the check sign itself weighs one."""
    return sum(weight * sign for weight, sign in enumerate(signs, start=2)) % BASE

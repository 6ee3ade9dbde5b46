"""Codes that are read aloud on the phone without a mistake: the receipt of an application, and the code that resumes one."""

from __future__ import annotations

import secrets

ALPHABET = "3456789AEFHKLMRTUXZ"
"""Nineteen signs that no ear and no eye takes for another in French: no B/D/P/V beside T, no N beside M, no O/0, I/1,
S/5, 2/Z."""
BASE = len(ALPHABET)  # a prime: the check sign sees every wrong sign and every two neighbours swapped
LENGTH = 9


def new_code() -> str:
    """Nine signs drawn at random (3 × 10¹¹) and a check sign, as ``K7M4X-R9HTA``."""
    signs = [secrets.randbelow(BASE) for _place in range(LENGTH)]
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

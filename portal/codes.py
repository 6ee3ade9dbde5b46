"""Codes that survive being read aloud, copied by hand or torn: an alphabet nobody mishears, and a check sign.  Pure.

Receipts and resume codes are shown in two halves (``in_two``), slips of paper in three groups by their own room.
"""

from __future__ import annotations

import secrets

ALPHABET = "3456789AEFHKLMRTUXZ"
"""Nineteen signs that no ear and no eye takes for another in French: no B/D/P/V beside T, no N beside M, no O/0, I/1,
S/5, 2/Z."""
BASE = len(ALPHABET)  # a prime: the check sign sees every wrong sign and every two neighbours swapped


def random_signs(length: int) -> str:
    """``length`` signs that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _place in range(length))


def checked(signs: str) -> str:
    """``signs`` followed by their check sign.  Fails (``ValueError``) on a sign outside the alphabet."""
    return signs + ALPHABET[_check([ALPHABET.index(sign) for sign in signs])]


def read(typed: str, length: int) -> str | None:
    """The bare code of ``length`` signs, the check sign included, from what someone typed or dictated, however it is spaced.

    None when a sign is wrong or missing: a mistake never becomes somebody else's code.
    """
    written = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(written) != length or not set(written) <= set(ALPHABET):
        return None
    return written if checked(written[:-1]) == written else None


def in_two(code: str) -> str:
    """A code of ten signs as it is shown: ``K7M4X-R9HTA``."""
    return f"{code[:5]}-{code[5:]}"


def _check(signs: list[int]) -> int:
    """Each place weighs differently, none weighs nothing, and the check sign itself weighs one."""
    return sum(weight * sign for weight, sign in enumerate(signs, start=2)) % BASE

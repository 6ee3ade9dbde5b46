"""The length of an SMS, as operators count it (3GPP TS 23.038 and 23.040).

Inside the GSM-7 alphabet a message holds 160 units, or 153 a part when it is cut; ``€ [ ] { } ^ ~ | \\`` and the page break
take two.  One letter outside (``ê``, ``ç``, ``’``, a no-break space…) turns the whole message to UCS-2: 70, then 67 a part.
"""

from __future__ import annotations

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("\f^{}\\[~]|€")
SINGLE_PART, EACH_PART = 160, 153
SINGLE_PART_UCS2, EACH_PART_UCS2 = 70, 67


def foreign_letters(text: str) -> list[str]:
    """The letters of ``text`` that GSM-7 does not have, each once, in order."""
    return [letter for letter in dict.fromkeys(text) if letter not in BASIC and letter not in DOUBLE]


def parts(text: str) -> int:
    """How many SMS an operator bills for ``text``; an empty text is one."""
    whole, each, sizes = _measure(text)
    if sum(sizes) <= whole:
        return 1
    return _cut(sizes, each)


def _measure(text: str) -> tuple[int, int, list[int]]:
    """The room of a lone part, of each part when cut, and the size of each letter."""
    if foreign_letters(text):
        return SINGLE_PART_UCS2, EACH_PART_UCS2, [1 if ord(letter) < 0x10000 else 2 for letter in text]
    return SINGLE_PART, EACH_PART, [2 if letter in DOUBLE else 1 for letter in text]


def _cut(sizes: list[int], room: int) -> int:
    """How many parts it takes, filled in order; a letter of two units is never cut in half."""
    parts, filled = 1, 0
    for size in sizes:
        if filled + size > room:
            parts, filled = parts + 1, 0
        filled += size
    return parts

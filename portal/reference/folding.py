"""How people write the names of places and trades, brought to one form: no accent, no capital, no hyphen.  Pure.

Kept in a column beside the name, so that a search asks PostgreSQL for nothing that is not installed everywhere.
"""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
"""As on an envelope.  ``s/`` is « sur », read before the slash goes."""
NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def words(text: str) -> list[str]:
    """The words of ``text``, folded: ``"St-Étienne s/ Œuvre"`` gives saint, etienne, sur, oeuvre."""
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    found = NOT_A_WORD.sub(" ", re.sub(r"\bs/", " sur ", bare)).split()
    return [SHORT.get(word, word) for word in found]


def fold(text: str) -> str:
    """``words`` with a space before each, so that `` sai`` finds the beginning of any word."""
    return "".join(f" {word}" for word in words(text))

"""Where a postcode keeps its clock, how a person is used to declare, whose name an account bears.  Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

PARIS = "Europe/Paris"
OVERSEAS_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/Guadeloupe",  # Saint-Barthélemy
    "978": "America/Guadeloupe",  # Saint-Martin
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}
ZONES = tuple(dict.fromkeys((PARIS, *OVERSEAS_ZONES.values())))
"""Every zone in which someone registered may live, each once."""

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
NOT_NAMES = frozenset(
    "m mr mme mlle mrs ms monsieur madame mademoiselle ou et nee ne epouse epoux veuve "
    "de du des d la le les l da das do dos del della di van von der den ter ten el al ben bin ibn".split()
)
"""Titles, what joins two holders, and particles: a bank writes them or does not."""
JOINT = re.compile(r"\b(?:m|mr|monsieur|mme|madame)\s+(?:ou|et)\s+(?:m|mr|monsieur|mme|madame)\b")

UNKNOWN = "unknown"
LOOKED_AT, ENOUGH = 3, 2


POINTS = {"at_counter": 4, "locked_out": 3, "registered_together": 2, "draft_abandoned": 2, "lost_password": 1}
"""What each sign counts for in the observed digital autonomy; to be reviewed with the advisors."""
LOW_FROM = 4


def observed_level(signs: Iterable[str]) -> str:
    """``low`` when the signs of a year add up, ``unknown`` otherwise: nobody is said to be at ease because nothing was seen."""
    return "low" if sum(POINTS.get(sign, 0) for sign in signs) >= LOW_FROM else UNKNOWN


def zone_of(postcode: str) -> str:
    """The time zone of ``postcode``: the deadline is midnight on the person's own clock."""
    return OVERSEAS_ZONES.get(postcode[:3], PARIS)


def usual_way(ways: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The way of two of the last three declarations (``ways``: newest first), and those looked at; ``unknown`` when
    none is."""
    seen = tuple(ways)[:LOOKED_AT]
    return next((way for way in seen if seen.count(way) >= ENOUGH), UNKNOWN), seen


def bears_name(holder: str, first_name: str, last_name: str) -> bool:
    """Is ``holder``, as a bank writes it, this person?  Accents, capitals, hyphens, order, titles and particles do not count.

    One of the last names is there (a birth name beside a married one is enough), with one of the first names or an
    initial.  The two holders of a joint account often stand under the first name of one: the last name is enough there.
    """
    written, last = _plain(holder), _plain(last_name)
    words, firsts = _names(written), _names(_plain(first_name))
    if not (_names(last) & words or "".join(last.split()) in _run_together(written.split())):
        return False
    initials = {word for word in written.split() if len(word) == 1}
    return bool(firsts & words) or any(name[0] in initials for name in firsts) or bool(JOINT.search(written))


def _run_together(words: list[str]) -> set[str]:
    """``de la tour`` is also ``delatour``."""
    ends = range(len(words) + 1)
    return {"".join(words[start:end]) for start in ends for end in ends if start < end}


def _plain(name: str) -> str:
    """``D’Étoile-Lœb`` as ``d etoile loeb``."""
    split = unicodedata.normalize("NFKD", name.casefold().translate(LIGATURES))
    return " ".join(re.sub(r"[^a-z]+", " ", "".join(sign for sign in split if not unicodedata.combining(sign))).split())


def _names(plain: str) -> set[str]:
    """The words that name; all of them when there is nothing else (a person called Le, or Ben)."""
    words = set(plain.split())
    return words - NOT_NAMES or words

"""The agencies of the official file, read by ``manage.py import_reference``.

The file knows addresses and coordinates; telephones and hours are the agency's own, and a later import leaves them.
"""

from __future__ import annotations

import re

from advisors.agencies.models import Agency
from portal.reference.sources import Fields, Row, code, coordinates, source, word
from seekers.profiles.rules import zone_of

OFFICES = re.compile(r"\b(APES?|PE|AGENCE)\b|\bDR$")
DIRECTIONS = re.compile(r"^(D[RT]|DIRECTION|A2S)\b|\bSIEGE\b|^PLATEAU TEL")
"""Head offices receive nobody; some share their address with an agency, and then the name says so."""
BEFORE_THE_NAME = re.compile(r"^(?:APES?|PE)\s+(?:D[EU]S?\s+|D')?", re.IGNORECASE)
SMALL_WORDS = {"de", "du", "des", "la", "le", "les", "sur", "en", "et", "sous", "aux", "au", "l", "d"}


@source(
    "agencies",
    pattern="agences_adresses*.csv",
    model=Agency,
    needs=("id", "type", "nom", "adresse", "code_postal", "ville", "departement", "latitude", "longitude"),
    order=100,
    defaults={"phone": "", "opening_hours": ""},
)
def agency(row: Row) -> Fields | None:
    if row["type"].strip() != "FT" or is_head_office(row["nom"]):
        return None
    postcode, city = code(row, "code_postal", 5), in_words(word(row, "ville", 60))
    latitude, longitude = coordinates(row)
    return {
        "code": f"FT{code(row, 'id', range(1, 9))}",
        "name": name_of(word(row, "nom", 72), city),
        "address": f"{word(row, 'adresse', 120)}, {postcode} {city}",
        "zone": zone_of(postcode),
        "department": code(row, "departement", range(2, 4)),
        "latitude": latitude,
        "longitude": longitude,
    }


def is_head_office(name: str) -> bool:
    """A direction, where nobody is received."""
    own = name.rpartition(" - ")[2].strip() if name.count(" - ") == 1 else name.partition(" - ")[2].strip()
    return bool(DIRECTIONS.search(own)) and not OFFICES.search(own)


def name_of(name: str, city: str) -> str:
    """« France Travail - TREVOUX » is the agency Trévoux; a bare number of department says nothing: the city does."""
    own = BEFORE_THE_NAME.sub("", name.partition(" - ")[2].strip() or name)
    return f"Agence {city if own.isdigit() else in_words(own)}"


def in_words(capitals: str) -> str:
    """``"STE GENEVIEVE DES BOIS"`` as one writes it: Ste Genevieve des Bois.  Accents that were lost stay lost."""
    if capitals != capitals.upper():
        return capitals
    parts = [each if each in SMALL_WORDS else each.capitalize() for each in re.split(r"([ '\-/])", capitals.lower())]
    return "".join(parts)[:1].upper() + "".join(parts)[1:]

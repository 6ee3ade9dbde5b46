"""The files of this room: places (Insee, La Poste), trades (ROME 4.0), activities (NAF rév. 2)."""

from __future__ import annotations

from portal.reference.folding import fold
from portal.reference.models import Activity, Basin, Commune, Department, JobTitle, Occupation, Region
from portal.reference.sources import BadLine, Fields, Row, code, coordinates, source, whole, word

TODAY = {"commune-actuelle", "arrondissement-municipal"}
POSTCODE = 5


@source("regions", pattern="regions*.csv", model=Region, needs=("code", "nom"), order=10)
def region(row: Row) -> Fields:
    return {"code": code(row, "code", range(2, 4)), "name": word(row, "nom", 60)}


@source("departments", pattern="departements*.csv", model=Department, needs=("code", "region", "nom"), order=20)
def department(row: Row) -> Fields:
    return {
        "code": code(row, "code", range(2, 4)),
        "name": word(row, "nom", 60),
        "region": code(row, "region", range(2, 4)),
    }


@source("basins", pattern="bassins_emploi*.csv", model=Basin, needs=("code", "libelle"), order=30)
def basin(row: Row) -> Fields:
    return {"code": code(row, "code", range(1, 6)), "name": word(row, "libelle", 80)}


@source(
    "communes",
    pattern="communes*.csv",
    model=Commune,
    order=40,
    needs=(
        "code_insee", "nom", "type", "commune_parente", "departement", "codes_postaux", "population", "latitude",
        "longitude", "bassin_emploi",
    ),
)  # fmt: skip
def commune(row: Row) -> Fields | None:
    if row["type"] not in TODAY:
        return None
    name = word(row, "nom", 60)
    postcodes = sorted(postcode(each) for each in row["codes_postaux"].split("|") if each.strip())
    latitude, longitude = coordinates(row)
    return {
        "code": code(row, "code_insee", 5),
        "name": name,
        "folded": fold(name),
        "postcodes": postcodes,
        "listed": "".join(f" {each}" for each in postcodes),
        "department": code(row, "departement", range(2, 4)),
        "basin": code(row, "bassin_emploi", range(1, 6), may_be_empty=True) or None,
        "parent": code(row, "commune_parente", 5, may_be_empty=True) or None,
        "population": whole(row, "population"),
        "latitude": latitude,
        "longitude": longitude,
    }


def postcode(typed: str) -> str:
    """Five digits."""
    text = typed.strip()
    if len(text) != POSTCODE or not (text.isascii() and text.isdigit()):
        raise BadLine(f"codes_postaux: {text!r} is not a postcode")
    return text


@source(
    "occupations",
    pattern="rome40_metiers*.csv",
    model=Occupation,
    needs=("code_rome", "libelle_rome", "emploi_reglemente"),
    order=50,
)
def occupation(row: Row) -> Fields:
    label = word(row, "libelle_rome", 200)
    return {
        "code": code(row, "code_rome", 5),
        "label": label,
        "folded": fold(label),
        "regulated": row["emploi_reglemente"].strip() == "O",
    }


@source(
    "titles",
    pattern="appellations*.csv",
    model=JobTitle,
    needs=("code_ogr", "libelle", "code_rome"),
    order=60,
    key="ogr",
)
def title(row: Row) -> Fields:
    label = word(row, "libelle", 200)
    return {
        "ogr": code(row, "code_ogr", range(1, 8)),
        "label": label,
        "folded": fold(label),
        "occupation": code(row, "code_rome", 5),
    }


@source("activities", pattern="naf_rev2*.csv", model=Activity, needs=("code", "libelle", "section"), order=70)
def activity(row: Row) -> Fields:
    """``62.01Z`` and ``6201Z`` are the same class: partners write both."""
    label = word(row, "libelle", 200)
    return {
        "code": code({"code": row["code"].replace(".", "")}, "code", 5),
        "label": label,
        "folded": fold(label),
        "section": code(row, "section", 1),
    }

"""Who may come through the doubles.  Everybody is invented; subjects are those of no real person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.identity import FRANCE, FRANCECONNECT, PROCONNECT

NORTH, ISLAND = "59512", "97416"


@dataclass(frozen=True)
class Invented:
    """One identity.  ``account``: the account of the town that is linked to it from the start, if any."""

    key: str
    name: str
    why: str | Promise
    claims: dict[str, Any]
    proof: dict[str, Any] = field(default_factory=dict)
    """What the ID token adds: ``acr``, ``amr``."""
    account: str = ""

    @property
    def subject(self) -> str:
        return f"invented-{self.key}"


def _person(
    key: str,
    given: str,
    family: str,
    born: str,
    why: Any,
    *,
    place: str = NORTH,
    gender: str = "female",
    account: str = "",
) -> Invented:
    claims = {
        "given_name": given, "family_name": family, "birthdate": born, "birthplace": place, "birthcountry": FRANCE,
        "gender": gender, "email": f"{key}@habitants.example",
    }  # fmt: skip
    return Invented(key, f"{given} {family}", why, claims, {"acr": "eidas1"}, account)


def _colleague(identifier: str, given: str, family: str, why: Any, *, methods: tuple[str, ...] = ("pwd",)) -> Invented:
    claims = {"given_name": given, "usual_name": family, "email": f"{identifier}@equipe.example", "uid": identifier}
    return Invented(identifier, f"{given} {family}", why, claims, {"amr": list(methods)})


PEOPLE: dict[str, tuple[Invented, ...]] = {
    FRANCECONNECT: (
        _person("amina", "Amina Rose", "Kessler", "1985-04-12", _("déjà reliée à son compte : entre directement"), account="amina"),
        _person("nouvelle", "Zélie Anne", "Marchandise", "1994-02-17",
                _("inconnue : commence une inscription, numéro 2 94 00 99 900 001 55")),
        _person("nouveau", "Ismaël", "Fontanille", "1988-11-30",
                _("inconnu, à La Réunion, numéro 1 88 00 99 900 002 10"), place=ISLAND, gender="male"),
        _person("homonyme", "Bruno", "Maes", "1985-04-12", _("même nom et même date qu’un inscrit : n’entre pas chez lui"),
                gender="male"),
    ),
    PROCONNECT: (
        _colleague("conseil.martin", "Claire", "Martin", _("conseillère : un code lui est encore demandé")),
        _colleague("direction.prevost", "Hélène", "Prévost", _("directrice, second facteur donné à ProConnect"),
                   methods=("pwd", "mfa")),
        _colleague("inconnu.dupre", "Paul", "Dupré", _("n’a pas de compte ici : n’entre pas")),
    ),
}  # fmt: skip


def found(source: str, key: str) -> Invented | None:
    return next((each for each in PEOPLE[source] if each.key == key), None)

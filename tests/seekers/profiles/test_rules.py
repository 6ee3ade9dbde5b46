"""Where people live, and how they are used to declare."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from seekers.profiles import rules


@pytest.mark.parametrize(
    ("postcode", "zone"),
    [
        ("75011", "Europe/Paris"),
        ("20000", "Europe/Paris"),
        ("97110", "America/Guadeloupe"),
        ("97200", "America/Martinique"),
        ("97300", "America/Cayenne"),
        ("97410", "Indian/Reunion"),
        ("97500", "America/Miquelon"),
        ("97600", "Indian/Mayotte"),
        ("97700", "America/Guadeloupe"),
        ("97800", "America/Guadeloupe"),
        ("98600", "Pacific/Wallis"),
        ("98714", "Pacific/Tahiti"),
        ("98800", "Pacific/Noumea"),
    ],
)
def test_zone_of_a_postcode(postcode, zone):
    assert rules.zone_of(postcode) == zone
    assert zone in rules.ZONES


def test_every_zone_exists():
    assert [ZoneInfo(zone).key for zone in rules.ZONES] == list(rules.ZONES)


@pytest.mark.parametrize(
    ("ways", "usual"),
    [
        ([], "unknown"),
        (["web"], "unknown"),
        (["web", "phone"], "unknown"),
        (["web", "web"], "web"),
        (["phone", "web", "phone"], "phone"),
        (["agency", "phone", "web"], "unknown"),
        (["web", "phone", "agency", "web", "web"], "unknown"),
    ],
)
def test_usual_way_is_two_of_the_last_three(ways, usual):
    assert rules.usual_way(ways) == (usual, tuple(ways)[:3])


@pytest.mark.parametrize(
    ("holder", "first_name", "last_name"),
    [
        ("MME AMINA KESSLER", "Amina", "Kessler"),
        ("KESSLER AMINA", "Amina", "Kessler"),
        ("M. LEFEVRE JEAN NOEL", "Jean-Noël", "Lefèvre"),
        ("A KESSLER", "Amina", "Kessler"),
        ("MME AMINA DURAND NEE KESSLER", "Amina", "Kessler"),
        ("AMINA KESSLER-DURAND", "Amina", "Kessler"),
        ("AMINA DURAND", "Amina", "Kessler Durand"),
        ("M OU MME PAUL KESSLER", "Amina", "Kessler"),
        ("CHARLES GAULLE", "Charles", "de Gaulle"),
        ("ANNE DELATOUR", "Anne", "de La Tour"),
        ("INES DARTAGNAN", "Inès", "d’Artagnan"),
        ("M OEUVRARD LUC", "Luc", "Œuvrard"),
        ("YOUSSEF BENALI", "Youssef", "Ben Ali"),
        ("BEN LE", "Ben", "Lê"),
    ],
)
def test_an_account_bears_the_name_however_the_bank_writes_it(holder: str, first_name: str, last_name: str) -> None:
    assert rules.bears_name(holder, first_name, last_name)


@pytest.mark.parametrize(
    ("holder", "first_name", "last_name"),
    [
        ("PAUL MARTIN", "Amina", "Kessler"),
        ("PAUL KESSLER", "Amina", "Kessler"),
        ("AMINA DURAND", "Amina", "Kessler"),
        ("JULIEN MARTIN", "Julien", "Li"),
        ("DE LA", "Anne", "de La Tour"),
        ("ASSOCIATION LE REFUGE", "Amina", "Kessler"),
        ("???", "Amina", "Kessler"),
        ("M OU MME DURAND", "Amina", "Kessler"),
    ],
)
def test_another_name_is_seen(holder: str, first_name: str, last_name: str) -> None:
    assert not rules.bears_name(holder, first_name, last_name)

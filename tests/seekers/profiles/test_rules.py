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

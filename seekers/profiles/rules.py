"""Where a postcode keeps its clock, and how a person is used to declare.  Pure."""

from __future__ import annotations

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

"""The small table of places and trades that the town needs, loaded as an installation loads the official files."""

from __future__ import annotations

from pathlib import Path

from portal import clock, reference
from portal.reference import services

SMALL_TABLE = Path(reference.__file__).parent / "data"


def load_small_table() -> None:
    readings = services.read_folder(SMALL_TABLE)
    services.load_readings(readings=readings, actor=None, now=clock.now())

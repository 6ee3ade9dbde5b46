"""The small table of places, trades and activities, for the tests of any room."""

from __future__ import annotations

from portal.demo.places import load_small_table


def load_places() -> None:
    load_small_table()

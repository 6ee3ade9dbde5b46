"""Invented registrations by the million."""

from __future__ import annotations

from typing import Any

from portal import bulk
from seekers.profiles.town import SEEKERS
from seekers.registration.models import Registration


def load(cursor: Any, first: int, last: int) -> int:
    """A registration for each of the people number ``first`` to ``last``; how many rows."""
    values = {"seeker": "s.id", "registered_on": "date '2025-06-01' + (n.number %% 300)::int"}
    return bulk.insert(cursor, Registration, values, SEEKERS, bulk.bounds(first, last))

"""What an extension may ask for: periods that do not overlap, departments that exist in postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

DEPARTMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[678]", re.ASCII)
CORSICA = {"2A": "20[01]", "2B": "20[26]"}
"""Postcodes of Corsica begin with 20 on both sides."""


class Period(NamedTuple):
    """Rights ending from one day to another, both included, get ``days`` more."""

    ends_from: date
    ends_through: date
    days: int


def overlap(periods: Iterable[Period]) -> bool:
    """Would a right that ends on some day be given two different numbers of days?"""
    in_order = sorted(periods)
    return any(one.ends_through >= other.ends_from for one, other in pairwise(in_order))


def unknown_departments(departments: Iterable[str]) -> list[str]:
    return [each for each in departments if not DEPARTMENT.fullmatch(each)]


def postcode_pattern(departments: Sequence[str]) -> str:
    """A pattern of the postcodes of these departments; empty for everywhere."""
    if not departments:
        return ""
    return f"^({'|'.join(CORSICA.get(each, each) for each in departments)})"

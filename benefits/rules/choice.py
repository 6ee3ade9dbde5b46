"""Choosing between two amounts, for one person or for an array of people."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from portal.money import Whole

Yes: TypeAlias = Any
"""A ``bool`` or an array of them; 1 and 0 will do, as they come from a table."""


def larger(one: Whole, other: Whole) -> Whole:
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    return np.maximum(one, other)


def smaller(one: Whole, other: Whole) -> Whole:
    if isinstance(one, int) and isinstance(other, int):
        return min(one, other)
    return np.minimum(one, other)


def either(condition: Yes, then: Whole, otherwise: Whole) -> Whole:
    """``then`` where the condition holds, ``otherwise`` elsewhere."""
    if isinstance(condition, int):
        return then if condition else otherwise
    return np.where(condition, then, otherwise)

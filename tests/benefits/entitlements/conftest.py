"""Every test of claims lives on the day of the claim."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.benefits.entitlements.claims import NOW
from tests.seekers.declarations.browsing import at

__all__ = ["at"]


@pytest.fixture(autouse=True)
def on_the_day_of_the_claim(at: Callable[[datetime], None]) -> None:
    at(NOW)

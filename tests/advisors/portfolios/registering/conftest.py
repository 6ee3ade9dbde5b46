"""What every test of a registration made with an advisor starts from."""

from __future__ import annotations

import pytest

from tests.portal.reference.places import load_places


@pytest.fixture(autouse=True)
def here(db: None) -> None:
    """The communes and the trades that the pages look up."""
    load_places()

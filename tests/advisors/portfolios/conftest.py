"""An advisor at work on the morning when November may first be declared."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from portal.accounts.models import User
from seekers.profiles.models import Seeker
from tests.advisors.portfolios.factories import advisor, followed
from tests.portal.accounts.factories import signed_in
from tests.seekers.declarations.browsing import at, morning

__all__ = ["at", "morning"]


@pytest.fixture
def claire(morning: datetime) -> User:
    return advisor(full_name="Claire Martin")


@pytest.fixture
def awa(claire: User) -> Seeker:
    """Followed by Claire."""
    return followed(claire, first_name="Awa", last_name="Canarivole")


@pytest.fixture
def desk(claire: User) -> Client:
    """Claire's browser, signed in with her second factor."""
    return signed_in(claire)

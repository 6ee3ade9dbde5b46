"""A person in front of a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.seekers.declarations.browsing import at, morning, seeker

__all__ = ["at", "morning", "seeker"]


@pytest.fixture
def enter(page: Any, live_server: Any) -> Callable[[Any], Any]:
    """``enter(user)``: the page, with that person signed in."""

    def signed_in(user: Any) -> Any:
        client = Client()
        client.force_login(user)
        page.context.add_cookies(
            [{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}]
        )
        return page

    return signed_in

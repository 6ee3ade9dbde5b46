"""Counting what an act asks of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

CLOCK = "demo_democlock"


def queries_of(act: Callable[[], Any]) -> list[str]:
    """The SQL of ``act``, in order.  Not the demonstration's clock: it is looked at now and then, whatever the page."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return [query["sql"] for query in seen if CLOCK not in query["sql"]]

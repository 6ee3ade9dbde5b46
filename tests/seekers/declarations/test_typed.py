"""Rows that come and go in what is typed."""

from __future__ import annotations

import pytest

from portal.web.typed import as_posted
from seekers.declarations import typed
from tests.seekers.declarations.factories import bakery, worked


@pytest.mark.parametrize(
    ("action", "where", "names"),
    [
        ("add", "employers", ["Zoé", "Abel", None]),
        ("remove", "employers:0", ["Abel"]),
        ("remove", "employers:7", ["Zoé", "Abel"]),
        ("remove", "employers:x", ["Zoé", "Abel"]),
        ("add", "owner", ["Zoé", "Abel"]),
    ],
)
def test_a_row_more_or_a_row_less(action: str, where: str, names: list[str | None]) -> None:
    posted = typed.details_page(worked(bakery(name="Zoé"), bakery(name="Abel")))
    changed = typed.changed(as_posted(posted), action, where)
    rows = range(typed.EMPLOYERS.count(changed))
    assert [changed.get(f"employers-{row}-name", [None])[0] for row in rows] == names

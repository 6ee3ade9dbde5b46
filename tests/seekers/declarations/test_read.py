"""What was read is what is sent: for its reader, its person, its month and its page only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portal.months import Month
from seekers.declarations.read import Reading
from tests.seekers.declarations.factories import NOVEMBER, bakery, said, worked

MINE = Reading("review", seeker_id=1, month=NOVEMBER, reader_id=7)


def test_what_was_read_comes_back_as_it_was() -> None:
    answers = worked(bakery(name="Zoé & fils"))
    assert MINE.read(MINE.sign(answers, 3)) == (answers, 3)


@pytest.mark.parametrize(
    "other", [{"page": "read_back"}, {"seeker_id": 2}, {"month": Month(2026, 10)}, {"reader_id": 8}]
)
def test_a_page_of_another_is_worth_nothing(other: dict[str, Any]) -> None:
    assert MINE.read(replace(MINE, **other).sign(said(), 0)) is None


def test_nor_is_what_we_did_not_sign() -> None:
    for spoilt in ("", "x", "a:b:c", MINE.sign(said(), 0)[:-1]):
        assert MINE.read(spoilt) is None

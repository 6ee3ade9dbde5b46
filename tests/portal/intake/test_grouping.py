"""Which pages belong together, and every page somewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from portal.intake.rules.codes import BLANK
from portal.intake.rules.grouping import Seen, grouped, missing

A, B = "AAA", "BBB"


def seen(*marks: tuple[str, int] | None) -> list[Seen]:
    return [Seen(number, *(mark or ("", 0))) for number, mark in enumerate(marks, start=1)]


def shape(pages: list[Seen], *covers: str) -> list[tuple[str, list[int]]]:
    return [(group.code, group.numbers) for group in grouped(pages, covers)]


def test_pages_behind_a_cover_sheet_belong_to_it() -> None:
    assert shape(seen((A, 1), None, None, (B, 1)), A) == [(A, [1, 2, 3]), (B, [4])]


def test_pages_behind_a_form_are_enclosed_with_it_and_no_part_of_it() -> None:
    pages = seen((A, 1), (A, 2), None, None, (B, 1), None)
    assert shape(pages, B) == [(A, [1, 2]), ("", [3, 4]), (B, [5, 6])]
    form, copies, cover = grouped(pages, [B])
    assert (form.behind, copies.behind, cover.behind) == (None, form, None)


def test_a_copy_between_two_pages_of_a_form_leaves_it_whole() -> None:
    pages = seen((A, 1), None, (A, 2), None)
    assert shape(pages) == [(A, [1, 3]), ("", [2, 4])]


def test_what_follows_an_unread_page_came_with_nobodys_form() -> None:
    assert [group.behind for group in grouped([*seen((A, 1)), Seen(2, spoilt=True), Seen(3)])] == [None, None]


def test_pages_before_the_first_barcode_are_nobodys() -> None:
    assert shape(seen(None, None, (A, 1))) == [("", [1, 2]), (A, [3])]


def test_a_form_in_the_wrong_order_is_one_form() -> None:
    assert shape(seen((A, 2), (A, 1), (A, 3))) == [(A, [1, 2, 3])]


def test_the_same_page_again_is_the_form_again() -> None:
    assert shape(seen((A, 1), (A, 2), (A, 1))) == [(A, [1, 2]), (A, [3])]


def test_a_spoilt_barcode_never_follows_somebody_elses_form() -> None:
    pages = [*seen((A, 1)), Seen(2, spoilt=True), Seen(3)]
    assert shape(pages) == [(A, [1]), ("", [2, 3])]


def test_blank_forms_that_follow_each_other_are_two() -> None:
    pages = seen((BLANK, 1), (BLANK, 3), (BLANK, 2), (BLANK, 4))
    assert shape(pages) == [(BLANK, [1, 2]), (BLANK, [3, 4])]


def test_what_did_not_come_back() -> None:
    assert missing({1, 3}, 4) == [2, 4]
    assert missing({1}, 0) == []


PAGE = some.tuples(some.sampled_from(["", A, B, BLANK]), some.integers(1, 4), some.booleans())


@given(some.lists(PAGE, max_size=30))
def test_nothing_is_lost_and_nothing_is_in_two_places(drawn: list[tuple[str, int, bool]]) -> None:
    pages = [
        Seen(number, code, page if code else 0, spoilt and not code)
        for number, (code, page, spoilt) in enumerate(drawn, 1)
    ]
    groups = grouped(pages, [B])
    assert sorted(number for group in groups for number in group.numbers) == [page.number for page in pages]
    by_number = {page.number: page for page in pages}
    for group in groups:
        assert {by_number[number].code for number in group.numbers} <= {group.code, ""}
        assert group.code in ("", B) or all(by_number[number].code for number in group.numbers)

"""Codes: a wrong sign is never somebody else's form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.codes import ALPHABET
from portal.intake.rules import codes

SIGNS = some.text(ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH)


@given(SIGNS)
def test_a_code_is_read_again_however_it_is_spaced(signs: str) -> None:
    code = codes.signed(signs)
    assert codes.read(codes.shown(code).lower()) == code
    assert codes.read_barcode(codes.barcode(code, 3)) == codes.Mark(code, 3)


@given(SIGNS, some.integers(0, codes.LENGTH), some.sampled_from(ALPHABET))
def test_one_wrong_sign_is_seen(signs: str, place: int, sign: str) -> None:
    code = codes.signed(signs)
    wrong = code[:place] + sign + code[place + 1 :]
    assert codes.read(wrong) == (code if wrong == code else None)


@given(SIGNS, some.integers(0, codes.LENGTH - 1))
def test_two_neighbours_swapped_are_seen(signs: str, place: int) -> None:
    code = codes.signed(signs)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert codes.read(wrong) == (code if wrong == code else None)


@pytest.mark.parametrize("typed", ["", "K7M", "é" * 9, "K7M4X9HT0", "RB1.AAAAAAAA7.1", "AAAAAAAA7 A"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) is None


@pytest.mark.parametrize(
    "text", ["https://example.org", "RB1.AAAAAAAA7.0", "RB2.AAAAAAAA7.1", "RB1.AAAAAAAA3.1", "RB1.AAAAAAAA7.1\n"]
)
def test_another_barcode_is_none_of_ours(text: str) -> None:
    assert codes.read_barcode(text) is None

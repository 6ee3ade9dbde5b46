"""A code that survives a bad telephone line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.codes import ALPHABET, in_two, read
from seekers.declarations import receipt_code

numbers = st.integers(min_value=1, max_value=receipt_code.CODES - 1)
SIGNS = receipt_code.LENGTH + 1


def test_it_is_short_and_has_no_sign_that_is_taken_for_another():
    code = receipt_code.code_of(1)
    assert len(code) == 11
    assert not set(code) & set("O0I1S5B2DPVNQG") - {"5"}


def test_five_is_there_because_s_is_not():
    assert "5" in ALPHABET
    assert "S" not in ALPHABET


@given(numbers, numbers)
def test_two_versions_never_share_one(one, other):
    assert (receipt_code.code_of(one) == receipt_code.code_of(other)) is (one == other)


@given(numbers)
def test_it_is_read_however_it_is_typed(number):
    code = receipt_code.code_of(number)
    assert in_two(read(f" {code.lower().replace('-', ' ')} ", SIGNS) or "") == code


@given(numbers, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_seen(number, place, sign):
    bare = receipt_code.code_of(number).replace("-", "")
    wrong = bare[:place] + sign + bare[place + 1 :]
    assert (read(wrong, SIGNS) is None) is (wrong != bare)


@given(numbers, st.integers(0, 8))
def test_two_neighbours_swapped_are_seen(number, place):
    bare = receipt_code.code_of(number).replace("-", "")
    wrong = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
    assert (read(wrong, SIGNS) is None) is (wrong != bare)


@pytest.mark.parametrize("typed", ["", "K7M4X", "K7M4XR9HTAA", "OOOOO-OOOOO", "K7M4X-R9HT"])
def test_what_is_not_a_code(typed):
    assert read(typed, SIGNS) is None


def test_a_number_beyond_the_last_code_is_refused():
    with pytest.raises(ValueError, match="no code"):
        receipt_code.code_of(receipt_code.CODES)

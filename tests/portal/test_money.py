from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import money

amounts = st.integers(-(10**12), 10**12)
divisors = st.integers(1, 10**6)


@pytest.mark.parametrize(("numerator", "rounded"), [(5, 1), (4, 0), (15, 2), (25, 3), (-5, 0), (-6, -1)])
def test_exactly_half_goes_up(numerator: int, rounded: int) -> None:
    assert money.nearest(numerator, 10) == rounded


@given(amounts, divisors)
def test_each_rounding_stays_on_its_side_and_within_one(numerator: int, divisor: int) -> None:
    exact = Fraction(numerator, divisor)
    assert exact - 1 < money.rounded_down(numerator, divisor) <= exact
    assert exact <= money.rounded_up(numerator, divisor) < exact + 1
    assert abs(money.nearest(numerator, divisor) - exact) <= Fraction(1, 2)


@pytest.mark.parametrize("rounding", [money.nearest, money.rounded_down, money.rounded_up, money.share])
@given(numbers=st.lists(amounts, min_size=1, max_size=8), divisor=divisors)
def test_an_array_is_rounded_as_each_of_its_numbers(rounding, numbers: list[int], divisor: int) -> None:
    together = rounding(np.array(numbers, dtype=np.int64), divisor)
    assert together.dtype == np.int64
    assert together.tolist() == [rounding(number, divisor) for number in numbers]


def test_a_share_is_rounded_to_the_cent() -> None:
    assert money.share(12_000, 300) == 360
    assert money.share(6366, 620) == 395


def test_euros_are_written_as_in_french_with_no_break_spaces() -> None:
    assert money.euros(113_310) == "1\u00a0133,10\u00a0€"
    assert money.euros(5) == "0,05\u00a0€"
    assert money.euros(-123_456_789) == "\u22121\u00a0234\u00a0567,89\u00a0€"


def test_an_amount_in_euros_becomes_cents_or_is_refused() -> None:
    assert money.in_cents(Decimal("1133.10")) == 113_310
    for refused in ("0.001", "NaN", "Infinity"):
        with pytest.raises(ValueError, match=r"cent|money"):
            money.in_cents(Decimal(refused))

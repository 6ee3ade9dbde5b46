"""Months of every kind, for the properties that must hold in all of them."""

from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import strategies as st

from benefits.rules.degressivity import NEVER_REDUCED
from benefits.rules.figures import figures_on
from benefits.rules.pricing import ARE, ASS, UNLIMITED_DAYS, MonthFacts

FIGURES = figures_on(date(2026, 11, 1))

daily = st.integers(1, 40_000)
months = st.builds(
    MonthFacts,
    scheme=st.sampled_from([ARE, ARE, ASS]),
    daily=daily,
    base_days=st.sampled_from([28, 29, 30, 31]),
    non_payable_days=st.integers(0, 31),
    days_left=st.integers(0, 900) | st.just(UNLIMITED_DAYS),
    gross_pay=st.just(0) | st.integers(0, 900_000),
    sjr=st.integers(0, 60_000),
    reduced_daily=daily,
    full_rate_days_left=st.integers(0, 40) | st.just(NEVER_REDUCED),
    csg_rate=st.sampled_from([0, 380, 620]),
    minimum=st.sampled_from([1605, 3213]),
    ceiling_left=st.integers(-200_000, 200_000),
    cumul_months_left=st.integers(0, 3),
).map(lambda facts: facts._replace(reduced_daily=min(facts.reduced_daily, facts.daily)))


def together(people: list[MonthFacts]) -> MonthFacts:
    """The same months as columns of arrays."""
    return MonthFacts(*(np.array(column, dtype=np.int64) for column in zip(*people, strict=True)))

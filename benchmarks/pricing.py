"""How many people a second the array rules price, and how much faster that is than one by one, on one core."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from benefits.rules.degressivity import NEVER_REDUCED
from benefits.rules.figures import Figures, figures_on
from benefits.rules.pricing import ARE, ASS, SLICE, MonthFacts, price_month

ONE_BY_ONE = 20_000
ROUNDS = 3


def people(count: int, seed: int, figures: Figures) -> MonthFacts:
    """``count`` varied months as columns: whole or partial, reduced or not, ARE or ASS, with many or few days left."""
    draw = np.random.default_rng(seed)
    is_ass = draw.random(count) < 0.1
    sjr = draw.integers(2_500, 45_000, count)
    are_daily = np.maximum(sjr * 57 // 100, figures.minimum_allowance)
    daily = np.where(is_ass, figures.ass_daily, are_daily)
    works = draw.random(count) < 0.4
    reduced = draw.random(count) < 0.1
    return MonthFacts(
        scheme=np.where(is_ass, ASS, ARE),
        daily=daily,
        base_days=np.full(count, 30),
        non_payable_days=np.where(draw.random(count) < 0.1, draw.integers(1, 31, count), 0),
        days_left=draw.integers(0, 700, count),
        gross_pay=np.where(works, draw.integers(5_000, 350_000, count), 0),
        sjr=sjr,
        reduced_daily=np.where(reduced, daily * 7 // 10, daily),
        full_rate_days_left=np.where(reduced, draw.integers(0, 60, count), NEVER_REDUCED),
        csg_rate=draw.choice([0, 380, 620, 620, 620], count),
        minimum=np.full(count, figures.minimum_allowance),
        ceiling_left=draw.integers(-20_000, figures.ass_ceiling_single_days * figures.ass_daily, count),
        cumul_months_left=draw.integers(0, 4, count),
    )


def price_all(facts: MonthFacts, figures: Figures, slice_size: int) -> int:
    """The sum of the nets, in cents, found slice by slice so that the arrays stay in the cache."""
    total = 0
    for start in range(0, len(facts.daily), slice_size):
        part = MonthFacts(*(column[start : start + slice_size] for column in facts))
        total += int(price_month(part, figures).net.sum())
    return total


def price_one_by_one(alone: list[MonthFacts], figures: Figures) -> int:
    return sum(price_month(person, figures).net for person in alone)


def best_of_rounds(priced: Callable[[], int]) -> tuple[float, int]:
    """The shortest time in seconds of a few rounds, and what was found: the machine is shared, the work is not."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = priced()
        times.append(time.perf_counter() - begun)
    return min(times), found


def main(argv: list[str]) -> int:
    options = argparse.ArgumentParser(prog="python -m benchmarks pricing", description=__doc__)
    options.add_argument("--people", type=int, default=2_000_000)
    options.add_argument("--slice", type=int, default=SLICE)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args(argv)
    if min(chosen.people, chosen.slice) < 1:
        options.error("--people and --slice are at least 1")

    figures = figures_on(date(2026, 11, 1))
    facts = people(chosen.people, chosen.seed, figures)
    sample = min(ONE_BY_ONE, chosen.people)
    alone = [MonthFacts(*row) for row in zip(*(column[:sample].tolist() for column in facts), strict=True)]

    seconds, total = best_of_rounds(lambda: price_all(facts, figures, chosen.slice))
    seconds_alone, total_alone = best_of_rounds(lambda: price_one_by_one(alone, figures))
    first = MonthFacts(*(column[:sample] for column in facts))
    if price_all(first, figures, chosen.slice) != total_alone:
        raise SystemExit("The arrays and the single prices disagree: nothing here is worth measuring.")

    per_second, alone_per_second = chosen.people / seconds, sample / seconds_alone
    print(f"{chosen.people:,} people in slices of {chosen.slice:,}: {per_second:,.0f} a second, {total:,} cents in all")
    print(f"{sample:,} people one by one: {alone_per_second:,.0f} a second, the same cents for the same people")
    report = {
        "benchmark": "pricing",
        "ratio": round(per_second / alone_per_second, 1),
        "people_per_s": round(per_second),
        "cores": os.cpu_count(),
    }
    print(json.dumps(report))
    return 0

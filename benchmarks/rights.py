"""How many careers a second the array rules turn into rights, from the days of the jobs, and how much faster than one by one."""

from __future__ import annotations

import argparse
from datetime import date

import numpy as np

from benchmarks.place import report
from benchmarks.pricing import best_of_rounds
from benefits.rules.career import Career, EndReason, Job, Pause
from benefits.rules.rights import Rights, find_all_rights, rights_of

ONE_BY_ONE = 3_000
JOBS = (0.35, 0.25, 0.16, 0.11, 0.08, 0.05)
"""How many people have one job, two, … six: most have one or two, one in four lives from short contracts."""
LAST_ENDS = (date(2024, 6, 1), date(2026, 11, 20))
REASONS = (
    EndReason.DISMISSAL,
    EndReason.ECONOMIC_DISMISSAL,
    EndReason.END_OF_FIXED_TERM,
    EndReason.END_OF_FIXED_TERM,
    EndReason.AGREED_TERMINATION,
    EndReason.END_OF_TRIAL,
    EndReason.LEGITIMATE_RESIGNATION,
    EndReason.RESIGNATION,
    EndReason.CAREER_PROJECT,
    EndReason.SECURITY_CONTRACT,
)


def careers(count: int, seed: int) -> Career:
    """``count`` varied careers as columns: jobs one before the other, some together, one person in six with a pause."""
    draw = np.random.default_rng(seed)
    how_many = draw.choice(len(JOBS), count, p=JOBS) + 1
    last = draw.integers(LAST_ENDS[0].toordinal(), LAST_ENDS[1].toordinal() + 1, count)
    jobs, ends = [], last
    for place in range(len(JOBS)):
        there = how_many > place
        days = np.where(how_many == 1, draw.integers(120, 1_200, count), draw.integers(5, 400, count))
        starts = ends - days + 1
        daily_pay = draw.integers(3_000, 20_000, count)
        jobs.append(
            Job(
                starts=np.where(there, starts, 2),
                ends=np.where(there, ends, 1),
                gross=days * daily_pay,
                minutes=days * draw.integers(150, 300, count),
                seasonal=(draw.random(count) < 0.1).astype(np.int64),
                holiday_indemnity=days * daily_pay // 10,
                supra_legal=np.where(draw.random(count) < 0.1, draw.integers(0, 3_000_000, count), 0),
                resigned=(draw.random(count) < 0.05).astype(np.int64),
            )
        )
        ends = starts - draw.integers(-20, 120, count)
    begins = last - draw.integers(0, 700, count)
    lasts = np.where(draw.random(count) < 1 / 6, draw.integers(1, 150, count), 0)
    return Career(
        jobs=tuple(jobs),
        pauses=(Pause(begins, begins + lasts - 1, draw.integers(0, 2, count)),),
        born=last - draw.integers(18 * 365, 64 * 365, count),
        registered=last + draw.integers(1, 60, count),
        end_reason=draw.choice(np.array(REASONS, dtype=np.int64), count),
        economic=np.zeros(count, dtype=np.int64),
        first_time=(draw.random(count) < 0.15).astype(np.int64),
        overseas=(draw.random(count) < 0.03).astype(np.int64),
        waited_until=np.where(draw.random(count) < 0.2, last - draw.integers(0, 700, count), 0),
        mayotte=(draw.random(count) < 0.005).astype(np.int64),
    )


def one_by_one(many: Career, count: int) -> list[Career]:
    """The first ``count`` careers as numbers, each with the jobs and pauses that it really has."""

    def rows(columns: tuple[np.ndarray, ...]) -> list[tuple[int, ...]]:
        return list(zip(*(column[:count].tolist() for column in columns), strict=True))

    jobs = [[Job(*row) for row in rows(job)] for job in many.jobs]
    pauses = [[Pause(*row) for row in rows(pause)] for pause in many.pauses]
    return [
        Career(
            tuple(job[who] for job in jobs if job[who].ends >= job[who].starts),
            tuple(pause[who] for pause in pauses if pause[who].ends >= pause[who].starts),
            *facts,
        )
        for who, facts in enumerate(rows(many[2:]))
    ]


def promised(rights: Rights) -> int:
    """The cents that the rights promise in all: what every way of counting must agree on."""
    return int((rights.daily * rights.days).sum())


def main(argv: list[str]) -> int:
    options = argparse.ArgumentParser(prog="python -m benchmarks rights", description=__doc__)
    options.add_argument("--careers", type=int, default=400_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args(argv)
    if chosen.careers < 1:
        options.error("--careers is at least 1")

    many = careers(chosen.careers, chosen.seed)
    alone = one_by_one(many, min(ONE_BY_ONE, chosen.careers))
    seconds, _ = best_of_rounds(lambda: promised(find_all_rights(many)))
    seconds_alone, _ = best_of_rounds(lambda: sum(rights.daily * rights.days for rights in map(rights_of, alone)))
    found = find_all_rights(many)
    told = list(zip(*(figure[: len(alone)].tolist() for figure in found), strict=True))
    if told != [tuple(rights_of(person)) for person in alone]:
        raise SystemExit("The arrays and the single rights disagree: nothing here is worth measuring.")

    per_second, alone_per_second = chosen.careers / seconds, len(alone) / seconds_alone
    opened, cents = int(found.eligible.sum()), promised(found)
    print(f"{chosen.careers:,} careers of one to six jobs: {per_second:,.0f} a second on one core")
    print(f"{opened:,} rights opened, {cents:,} cents promised, {int(found.days.sum()):,} days in all")
    print(f"{len(alone):,} careers one by one: {alone_per_second:,.0f} a second, the same rights for the same people")
    report("rights", careers_per_s=round(per_second), ratio=round(per_second / alone_per_second, 1))
    return 0

"""``python -m benchmarks payments --people 1000000``: from filed declarations to the posted ledger and the files for the bank.

Every commit is flushed to the disk.  Several worker processes price, then two people answer for the run, then the same
workers post it and write the files.  The ratio is to PostgreSQL inserting and updating, through the same number of
connections, as many bare rows (two whole numbers and a key) as the job inserts and updates, in slices as large.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from benchmarks import place
from benchmarks.crew import cursor, load, officer, together
from portal.months import Month

BARE_SLICE = 25_000
MONTH = Month(2026, 10)
LOADED = (
    "accounts_user, profiles_seeker, profiles_bankaccount, registration_registration, entitlements_entitlement, "
    "declarations_declaration, declarations_version, declarations_employerline, declarations_span"
)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks payments", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=max(place.cores(), 1))
    options = parser.parse_args(argv)
    tenth, rest = options.people // 10, options.people - options.people // 10
    with place.fresh("payments"):
        small = Round(first=1, last=tenth, workers=options.workers).play()
        large = Round(first=tenth + 1, last=tenth + rest, workers=options.workers).play()
        bare = bare_rows(large.inserted, large.updated, options.workers)
        problems = check()
    print(f"bare rows: {large.inserted} inserted and {large.updated} updated in {bare:.1f} s")
    print(f"invariants: {problems if problems else 'all hold'}")
    place.report(
        "payments",
        people=options.people,
        payments_per_s=round(large.payments / large.seconds),
        ratio=round(bare / large.seconds, 2),
        peak_mb=large.peak_mb,
        growth=round((large.seconds / large.payments) / (small.seconds / small.payments), 2),
        priced_per_s=round(large.payments / large.pricing),
        paid_per_s=round(large.payments / large.paying),
        workers=options.workers,
    )
    return 0 if not problems else 1


class Round:
    """A month of people ``first`` to ``last``, loaded, priced and paid."""

    def __init__(self, *, first: int, last: int, workers: int) -> None:
        self.first, self.last, self.workers = first, last, workers

    def play(self) -> Round:
        load(_load_slice, self.first, self.last, self.workers, LOADED)
        before = _counts()
        self.pricing, peaks = together(self.workers, _price, MONTH)
        preparing, run_id = _timed(self._prepare)
        executing, more = together(self.workers, _execute, run_id)
        self.paying = preparing + executing
        self.seconds = self.pricing + self.paying
        after = _counts()
        self.payments = after["payments"] - before["payments"]
        movements = after["movements"] - before["movements"]
        self.inserted = self.payments + movements
        self.updated = after["ordered"] - before["ordered"] + self.payments
        self.peak_mb = max(*peaks, *more)
        print(
            f"{self.payments} payments, {movements} movements: priced in {self.pricing:.1f} s, prepared in {preparing:.1f} s, "
            f"posted and written in {executing:.1f} s, {self.payments / self.seconds:.0f} a second, peak {self.peak_mb} MB",
            flush=True,
        )
        return self

    def _prepare(self) -> int:
        from benefits.payments import services
        from portal import clock

        now = clock.now()
        run = services.prepare_run(actor=None, now=now, through=MONTH)
        assert run is not None, "nothing is due"
        run = services.check_run(run=run, actor=officer("one"), now=now)
        return services.release_run(run=run, actor=officer("other"), now=now).pk


def bare_rows(inserted: int, updated: int, workers: int) -> float:
    """Seconds to insert and update as many bare rows, by the same number of connections, set-based, in durable slices."""
    with cursor() as one:
        one.execute("CREATE TABLE bare (id bigint PRIMARY KEY, person bigint NOT NULL, cents bigint NOT NULL)")
    share = [
        (inserted * each // workers, inserted * (each + 1) // workers, updated // workers) for each in range(workers)
    ]
    seconds, _peaks = together(workers, _bare, share)
    return seconds


def check() -> dict[str, list[int]]:
    from benefits.payments import invariants

    return invariants.broken()


def _counts() -> dict[str, int]:
    with cursor() as one:
        one.execute(
            "SELECT (SELECT count(*) FROM payments_payment), (SELECT count(*) FROM payments_movement),"
            "(SELECT count(*) FROM payments_payment WHERE state = 'ordered')"
        )
        return dict(zip(("payments", "movements", "ordered"), one.fetchone(), strict=True))


def _timed(job: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    answer = job()
    return time.perf_counter() - started, answer


def _load_slice(slice_: tuple[int, int]) -> int:
    from django.db import connection, transaction

    from benefits.entitlements import town as rights
    from seekers.declarations import town as declarations
    from seekers.profiles import town as profiles
    from seekers.registration import town as registrations

    with transaction.atomic(), connection.cursor() as one:
        one.execute("SET LOCAL session_replication_role = replica")  # no history and no key check of what is invented
        rows = profiles.load(one, *slice_) + registrations.load(one, *slice_)
        return rows + rights.load(one, *slice_) + declarations.declare(one, *slice_, MONTH)


def _price(month: Month, _number: int, _workers: int) -> None:
    from benefits.payments import services
    from portal import clock

    services.price_missing(now=clock.now(), month=month)


def _execute(run_id: int, _number: int, _workers: int) -> None:
    from benefits.payments import services
    from benefits.payments.models import PaymentRun
    from portal import clock

    services.execute(run=PaymentRun.objects.get(pk=run_id), now=clock.now())


def _bare(share: list[tuple[int, int, int]], number: int, _workers: int) -> None:
    from django.db import connection

    first, last, updated = share[number]
    with connection.cursor() as one:
        for start in range(first, last, BARE_SLICE):
            end = min(start + BARE_SLICE, last) - 1
            one.execute("INSERT INTO bare SELECT n, n, n FROM generate_series(%s::bigint, %s::bigint) n", [start, end])
        for start in range(first, first + updated, BARE_SLICE):
            end = min(start + BARE_SLICE, first + updated) - 1
            one.execute("UPDATE bare SET cents = cents + 1 WHERE id BETWEEN %s AND %s", [start, end])

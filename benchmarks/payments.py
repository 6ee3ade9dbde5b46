"""``python -m benchmarks payments --people 1000000``: from filed declarations to the posted ledger and the files for the bank.

Every commit is flushed to the disk.  Several worker processes price, then two people answer for the run, then the same
workers post it and write the files.  The ratio is to PostgreSQL inserting and updating, through the same number of
connections, as many bare rows (two whole numbers and a key) as the job inserts and updates, in slices as large.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks import place

LOADED_AT_ONCE = 25_000
BARE_SLICE = 25_000
LOADED = (
    "accounts_user, profiles_seeker, profiles_bankaccount, registration_registration, entitlements_entitlement, "
    "declarations_declaration, declarations_version, declarations_employerline, declarations_span"
)
"""As autovacuum would by then.  It never visits a table that is empty, and the first month finds payments so."""


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
        from portal.months import Month

        self.first, self.last, self.workers = first, last, workers
        self.month = Month(2026, 10)

    def play(self) -> Round:
        self._load()
        before = _counts()
        self.pricing, peaks = _together(self.workers, _price, self.month)
        preparing, run_id = _timed(self._prepare)
        executing, more = _together(self.workers, _execute, run_id)
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

    def _load(self) -> None:
        started = time.perf_counter()
        slices = [
            (first, min(first + LOADED_AT_ONCE - 1, self.last), str(self.month))
            for first in range(self.first, self.last + 1, LOADED_AT_ONCE)
        ]
        with multiprocessing.get_context("spawn").Pool(self.workers, initializer=_wake) as pool:
            for done, _rows in enumerate(pool.imap_unordered(_load_slice, slices), 1):
                print(f"\rloading people: {100 * done // len(slices)} %", end="", flush=True)
        with _cursor() as cursor:
            cursor.execute(f"VACUUM (ANALYZE) {LOADED}")
            cursor.execute("CHECKPOINT")
        print(f"\rloaded {self.last - self.first + 1} people in {time.perf_counter() - started:.0f} s", flush=True)

    def _prepare(self) -> int:
        from benefits.payments import services
        from portal import clock
        from portal.accounts.models import User
        from portal.accounts.roles import Role

        now = clock.now()
        run = services.prepare_run(actor=None, now=now, through=self.month)
        assert run is not None, "nothing is due"
        people = []
        for name in ("checker", "releaser"):
            user, _made = User.objects.get_or_create(identifier=f"bench-{name}", defaults={"full_name": name})
            user.grants.get_or_create(role=Role.OPERATOR, defaults={"granted_at": now - timedelta(days=1)})
            people.append(user)
        run = services.check_run(run=run, actor=people[0], now=now)
        return services.release_run(run=run, actor=people[1], now=now).pk


def bare_rows(inserted: int, updated: int, workers: int) -> float:
    """Seconds to insert and update as many bare rows, by the same number of connections, set-based, in durable slices."""
    with _cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id bigint PRIMARY KEY, person bigint NOT NULL, cents bigint NOT NULL)")
    share = [
        (inserted * each // workers, inserted * (each + 1) // workers, updated // workers) for each in range(workers)
    ]
    seconds, _peaks = _together(workers, _bare, share)
    return seconds


def check() -> dict[str, list[int]]:
    from benefits.payments import invariants

    return invariants.broken()


def _cursor() -> Any:
    from django.db import connection

    cursor = connection.cursor()
    cursor.execute("SET statement_timeout = 0")
    return cursor


def _counts() -> dict[str, int]:
    with _cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM payments_payment), (SELECT count(*) FROM payments_movement),"
            "(SELECT count(*) FROM payments_payment WHERE state = 'ordered')"
        )
        return dict(zip(("payments", "movements", "ordered"), cursor.fetchone(), strict=True))


def _timed(job: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    answer = job()
    return time.perf_counter() - started, answer


def _together(workers: int, job: Callable, argument: Any) -> tuple[float, list[int]]:
    """Seconds for ``workers`` processes, all awake before the clock starts, to do ``job``; and the peak memory of each, in MB."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("spawn")
    ready, results = context.Barrier(workers + 1), context.Queue()
    people = [context.Process(target=_work, args=(job, argument, number, ready, results)) for number in range(workers)]
    for each in people:
        each.start()
    ready.wait()
    started = time.perf_counter()
    peaks = [results.get() for _each in people]
    seconds = time.perf_counter() - started
    for each in people:
        each.join()
    if -1 in peaks:
        sys.exit(f"{job.__name__} failed")
    return seconds, peaks


def _work(job: Callable, argument: Any, number: int, ready: Any, results: Any) -> None:
    try:
        _wake()
        ready.wait()
        job(argument, number)
        results.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    except BaseException:
        results.put(-1)
        raise


def _wake() -> None:
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")


def _load_slice(slice_: tuple[int, int, str]) -> int:
    from django.db import connection, transaction

    from benefits.entitlements import town as rights
    from portal.months import Month
    from seekers.declarations import town as declarations
    from seekers.profiles import town as profiles
    from seekers.registration import town as registrations

    first, last, month = slice_
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # no history and no key check of what is invented
        rows = profiles.load(cursor, first, last) + registrations.load(cursor, first, last)
        return rows + rights.load(cursor, first, last) + declarations.declare(cursor, first, last, Month.parse(month))


def _price(month: Any, _number: int) -> None:
    from benefits.payments import services
    from portal import clock

    services.price_missing(now=clock.now(), month=month)


def _execute(run_id: int, _number: int) -> None:
    from benefits.payments import services
    from benefits.payments.models import PaymentRun
    from portal import clock

    services.execute(run=PaymentRun.objects.get(pk=run_id), now=clock.now())


def _bare(share: list[tuple[int, int, int]], number: int) -> None:
    from django.db import connection

    first, last, updated = share[number]
    with connection.cursor() as cursor:
        for start in range(first, last, BARE_SLICE):
            end = min(start + BARE_SLICE, last) - 1
            cursor.execute(
                "INSERT INTO bare SELECT n, n, n FROM generate_series(%s::bigint, %s::bigint) n", [start, end]
            )
        for start in range(first, first + updated, BARE_SLICE):
            end = min(start + BARE_SLICE, first + updated) - 1
            cursor.execute("UPDATE bare SET cents = cents + 1 WHERE id BETWEEN %s AND %s", [start, end])

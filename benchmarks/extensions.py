"""``python -m benchmarks extensions --rights 1000000``: a law extends every right, its workers killed in the middle, resumed.

Every commit is flushed to the disk.  The time runs from the first worker's first slice to the last slice of those who came
after the ``kill -9``, their start included.  Then each right is compared with a copy made before: given its days, once.  The
ratio is to PostgreSQL inserting and updating, through the same number of connections, as many bare rows as the work inserts (a
line, a row of history) and updates.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks import place
from benchmarks.payments import bare_rows

LOADED_AT_ONCE = 25_000
LOADED = "accounts_user, profiles_seeker, entitlements_entitlement, declarations_declaration"
TOLD = 10
"""The messages are measured on one slice in so many."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks extensions", description=__doc__)
    parser.add_argument("--rights", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=max(place.cores(), 1))
    parser.add_argument("--without-kill", action="store_true", help="let the workers live, to see what the kill costs")
    options = parser.parse_args(argv)
    tenth = options.rights // 10
    with place.fresh("extensions"):
        load(1, tenth, options.workers)
        small = Round(workers=options.workers, kill=False).play()
        load(tenth + 1, options.rights, options.workers)
        large = Round(workers=options.workers, kill=not options.without_kill).play()
        problems = large.problems()
        telling, messages = large.tell()
        bare = bare_rows(2 * large.rights, large.rights, options.workers)
    print(f"messages: {messages} rows in {telling:.1f} s")
    print(f"bare rows: {2 * large.rights} inserted and {large.rights} updated in {bare:.1f} s")
    print(f"each right once: {problems if problems else 'yes'}")
    place.report(
        "extensions",
        entitlements=large.rights,
        entitlements_per_s=round(large.rights / large.seconds),
        seconds=round(large.seconds, 1),
        ratio=round(bare / large.seconds, 2),
        peak_mb=large.peak_mb,
        growth=round((large.seconds / large.rights) / (small.seconds / small.rights), 2),
        counted_per_s=round(large.rights / large.counting),
        told_per_s=round(messages / telling),
        killed=large.killed,
        workers=options.workers,
    )
    return 0 if not problems else 1


def load(first: int, last: int, workers: int) -> None:
    """People number ``first`` to ``last``, each with an open right and the first month that still uses days up filed."""
    started = time.perf_counter()
    slices = [(start, min(start + LOADED_AT_ONCE - 1, last)) for start in range(first, last + 1, LOADED_AT_ONCE)]
    with multiprocessing.get_context("spawn").Pool(workers, initializer=_wake) as pool:
        for done, _rows in enumerate(pool.imap_unordered(_load_slice, slices), 1):
            print(f"\rloading people: {100 * done // len(slices)} %", end="", flush=True)
    with _cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {LOADED}")
        cursor.execute("CHECKPOINT")
    print(f"\rloaded {last - first + 1} people in {time.perf_counter() - started:.0f} s", flush=True)


class Round:
    """An extension of every right there is: drafted, counted, released by another, carried out, perhaps killed and resumed."""

    def __init__(self, *, workers: int, kill: bool) -> None:
        self.workers, self.kill, self.killed = workers, kill, 0

    def play(self) -> Round:
        from benefits.extensions import services
        from benefits.extensions.models import Extension

        with _cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS before")
            cursor.execute("CREATE TABLE before AS SELECT id, days_total, days_left FROM entitlements_entitlement")
        self.pk = self._release()
        crew = Crew(self.workers, self.pk)
        started = crew.start()
        if self.kill:
            while self._done() < 50:
                time.sleep(0.02)
            self.killed = crew.kill()
            crew = Crew(self.workers, self.pk)
            crew.start()
        peaks = crew.wait()
        self.seconds = time.perf_counter() - started
        extension = Extension.objects.get(pk=self.pk)
        assert extension.state == "done", extension
        self.rights, self.peak_mb = services.progress(extension).rights_done, max(peaks)
        print(
            f"{self.rights} rights: counted in {self.counting:.1f} s, extended in {self.seconds:.1f} s "
            f"({self.killed} workers killed), {self.rights / self.seconds:.0f} a second, peak {self.peak_mb} MB",
            flush=True,
        )
        return self

    def _release(self) -> int:
        from benefits.entitlements.models import Scheme
        from benefits.extensions import services
        from benefits.extensions.rules import Period
        from portal import clock

        now, today = clock.now(), clock.today()
        ends = [today - timedelta(days=400), *(today + timedelta(days=days) for days in (60, 120, 4000))]
        periods = [
            Period(one + timedelta(days=1), other, days)
            for one, other, days in zip(ends, ends[1:], (91, 60, 30), strict=False)
        ]
        one, other = _officer("one"), _officer("other")
        extension = services.draft(
            legal_reference="Décret d’essai", legal_on=today, why="Mesure.", schemes=list(Scheme), states=["open"],
            periods=periods, actor=one, now=now,
        )  # fmt: skip
        began = time.perf_counter()
        extension = services.count(extension=extension, actor=one, now=now)
        self.counting = time.perf_counter() - began
        extension = services.check(extension=extension, actor=one, now=now)
        return services.release(extension=extension, actor=other, now=now).pk

    def _done(self) -> int:
        """Out of 100."""
        with _cursor() as cursor:
            cursor.execute(
                "SELECT 100 * count(*) FILTER (WHERE state = 'done') / count(*) FROM extensions_slice WHERE extension_id = %s",
                [self.pk],
            )
            [share] = cursor.fetchone()
            return int(share)

    def problems(self) -> dict[str, Any]:
        """Every right against the copy made before it, apart from the code; then the invariants."""
        from benefits.extensions import invariants

        with _cursor() as cursor:
            cursor.execute(
                """SELECT count(*) FROM before b JOIN entitlements_entitlement e USING (id)
                   LEFT JOIN (SELECT entitlement_id, count(*) AS times, sum(days) AS days FROM extensions_extended
                              WHERE extension_id = %s GROUP BY 1) x ON x.entitlement_id = b.id
                   WHERE x.times IS DISTINCT FROM 1 OR e.days_total <> b.days_total + x.days
                      OR e.days_left <> b.days_left + x.days""",
                [self.pk],
            )
            [wrong] = cursor.fetchone()
        return ({"wrong": wrong} if wrong else {}) | invariants.broken()

    def tell(self) -> tuple[float, int]:
        """Seconds and message rows, for one slice in ``TOLD``, by all the workers."""
        crew = Crew(self.workers, self.pk, job=_tell)
        started = crew.start()
        crew.wait()
        seconds = time.perf_counter() - started
        with _cursor() as cursor:
            cursor.execute("SELECT count(*) FROM notifications_message WHERE kind = 'extensions.extended'")
            return seconds, int(cursor.fetchone()[0])


class Crew:
    """Worker processes, all awake before they begin."""

    def __init__(self, workers: int, pk: int, job: Callable[[int, int, int], None] | None = None) -> None:
        from django.db import connections

        connections.close_all()
        context = multiprocessing.get_context("spawn")
        self.ready, self.results = context.Barrier(workers + 1), context.Queue()
        self.people = [
            context.Process(target=_work, args=(job or _carry_out, pk, number, workers, self.ready, self.results))
            for number in range(workers)
        ]

    def start(self) -> float:
        for each in self.people:
            each.start()
        self.ready.wait()
        return time.perf_counter()

    def kill(self) -> int:
        """``kill -9`` to each of them; how many died of it."""
        for each in self.people:
            each.kill()
        for each in self.people:
            each.join()
        return sum(each.exitcode == -signal.SIGKILL for each in self.people)

    def wait(self) -> list[int]:
        """The peak memory of each, in MB."""
        peaks = [self.results.get() for _each in self.people]
        for each in self.people:
            each.join()
        if -1 in peaks:
            sys.exit("a worker failed")
        return peaks


def _work(job: Callable[[int, int, int], None], pk: int, number: int, workers: int, ready: Any, results: Any) -> None:
    try:
        _wake()
        ready.wait()
        job(pk, number, workers)
        results.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    except BaseException:
        results.put(-1)
        raise


def _carry_out(pk: int, _number: int, _workers: int) -> None:
    from benefits.extensions import services
    from benefits.extensions.models import Extension
    from portal import clock

    services.execute(extension=Extension.objects.get(pk=pk), now=clock.now())


def _tell(pk: int, number: int, workers: int) -> None:
    from benefits.extensions import services
    from benefits.extensions.models import Slice
    from portal import clock

    mine = Slice.objects.filter(extension=pk, number__lte=max(Slice.objects.filter(extension=pk).count() // TOLD, 1))
    for part in mine.select_related("extension").order_by("number"):
        if part.number % workers == number:
            services.tell(part=part, now=clock.now())


def _load_slice(slice_: tuple[int, int]) -> int:
    from django.db import connection, transaction

    from benefits.endings.rules import first_unpaid_month
    from benefits.entitlements import town as rights
    from portal import clock
    from seekers.declarations import town as declarations
    from seekers.profiles import town as profiles

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # no history and no key check of what is invented
        rows = profiles.load(cursor, *slice_) + rights.load(cursor, *slice_)
        return rows + declarations.declare(cursor, *slice_, first_unpaid_month(clock.today()))


def _officer(name: str) -> Any:
    from portal import clock
    from portal.accounts.models import User
    from portal.accounts.roles import Role

    user, _made = User.objects.get_or_create(identifier=f"bench-{name}", defaults={"full_name": name})
    user.grants.get_or_create(role=Role.OPERATOR, defaults={"granted_at": clock.now() - timedelta(days=1)})
    return user


def _cursor() -> Any:
    from django.db import connection

    cursor = connection.cursor()
    cursor.execute("SET statement_timeout = 0")
    return cursor


def _wake() -> None:
    import django

    django.setup()
    _cursor().close()

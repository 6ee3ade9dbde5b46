"""``python -m benchmarks extensions --rights 1000000``: a law extends every right, its workers killed in the middle, resumed.

Every commit is flushed to the disk.  The time runs from the first worker's first slice to the last slice of those who came
after the ``kill -9``, their start included.  Then each right is compared with a copy made before: given its days, once.  The
ratio is to PostgreSQL inserting and updating, through the same number of connections, as many bare rows as the work inserts (a
line, a row of history) and updates.
"""

from __future__ import annotations

import argparse
import time
from datetime import timedelta
from typing import Any

from benchmarks import place
from benchmarks.crew import Crew, cursor, load, officer, together
from benchmarks.payments import bare_rows

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
        load(_load_slice, 1, tenth, options.workers, LOADED)
        small = Round(workers=options.workers, kill=False).play()
        load(_load_slice, tenth + 1, options.rights, options.workers, LOADED)
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


class Round:
    """An extension of every right there is: drafted, counted, released by another, carried out, perhaps killed and resumed."""

    def __init__(self, *, workers: int, kill: bool) -> None:
        self.workers, self.kill, self.killed = workers, kill, 0

    def play(self) -> Round:
        from benefits.extensions import services
        from benefits.extensions.models import Extension

        with cursor() as one:
            one.execute("DROP TABLE IF EXISTS before")
            one.execute("CREATE TABLE before AS SELECT id, days_total, days_left FROM entitlements_entitlement")
        self.pk = self._release()
        crew = Crew(self.workers, _carry_out, self.pk)
        started = crew.start()
        if self.kill:
            while self._done() < 50:
                time.sleep(0.02)
            self.killed = crew.kill()
            crew = Crew(self.workers, _carry_out, self.pk)
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
        one, other = officer("one"), officer("other")
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
        with cursor() as one:
            one.execute(
                "SELECT 100 * count(*) FILTER (WHERE state = 'done') / count(*) FROM extensions_slice WHERE extension_id = %s",
                [self.pk],
            )
            [share] = one.fetchone()
            return int(share)

    def problems(self) -> dict[str, Any]:
        """Every right against the copy made before it, apart from the code; then the invariants."""
        from benefits.extensions import invariants

        with cursor() as one:
            one.execute(
                """SELECT count(*) FROM before b JOIN entitlements_entitlement e USING (id)
                   LEFT JOIN (SELECT entitlement_id, count(*) AS times, sum(days) AS days FROM extensions_extended
                              WHERE extension_id = %s GROUP BY 1) x ON x.entitlement_id = b.id
                   WHERE x.times IS DISTINCT FROM 1 OR e.days_total <> b.days_total + x.days
                      OR e.days_left <> b.days_left + x.days""",
                [self.pk],
            )
            [wrong] = one.fetchone()
        return ({"wrong": wrong} if wrong else {}) | invariants.broken()

    def tell(self) -> tuple[float, int]:
        """Seconds and message rows, for one slice in ``TOLD``, by all the workers."""
        seconds, _peaks = together(self.workers, _tell, self.pk)
        with cursor() as one:
            one.execute("SELECT count(*) FROM notifications_message WHERE kind = 'extensions.extended'")
            return seconds, int(one.fetchone()[0])


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
    """Each with an open right, and the first month that still uses days up filed."""
    from django.db import connection, transaction

    from benefits.endings.rules import first_unpaid_month
    from benefits.entitlements import town as rights
    from portal import clock
    from seekers.declarations import town as declarations
    from seekers.profiles import town as profiles

    with transaction.atomic(), connection.cursor() as one:
        one.execute("SET LOCAL session_replication_role = replica")  # no history and no key check of what is invented
        rows = profiles.load(one, *slice_) + rights.load(one, *slice_)
        return rows + declarations.declare(one, *slice_, first_unpaid_month(clock.today()))

"""What the benchmarks of a million people share: the people, loaded in slices, and worker processes that begin together."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

LOADED_AT_ONCE = 25_000


def cursor() -> Any:
    """One that waits as long as it must."""
    from django.db import connection

    made = connection.cursor()
    made.execute("SET statement_timeout = 0")
    return made


def load(slice_of_people: Callable[[tuple[int, int]], int], first: int, last: int, workers: int, tables: str) -> None:
    """People number ``first`` to ``last``, by ``slice_of_people`` in as many processes; then the statistics of ``tables``.

    As autovacuum would by then.  It never visits a table that is empty, and the first month finds payments so.
    """
    started = time.perf_counter()
    slices = [(start, min(start + LOADED_AT_ONCE - 1, last)) for start in range(first, last + 1, LOADED_AT_ONCE)]
    with multiprocessing.get_context("spawn").Pool(workers, initializer=_wake) as pool:
        for done, _rows in enumerate(pool.imap_unordered(slice_of_people, slices), 1):
            print(f"\rloading people: {100 * done // len(slices)} %", end="", flush=True)
    with cursor() as one:
        one.execute(f"VACUUM (ANALYZE) {tables}")
        one.execute("CHECKPOINT")
    print(f"\rloaded {last - first + 1} people in {time.perf_counter() - started:.0f} s", flush=True)


def officer(name: str) -> Any:
    """One of the two people whom a run or an extension needs."""
    from portal import clock
    from portal.accounts.models import User
    from portal.accounts.roles import Role

    user, _made = User.objects.get_or_create(identifier=f"bench-{name}", defaults={"full_name": name})
    user.grants.get_or_create(role=Role.OPERATOR, defaults={"granted_at": clock.now() - timedelta(days=1)})
    return user


class Crew:
    """``workers`` processes, all awake before they begin ``job(argument, number, workers)``."""

    def __init__(self, workers: int, job: Callable[[Any, int, int], None], argument: Any) -> None:
        from django.db import connections

        connections.close_all()
        context = multiprocessing.get_context("spawn")
        self.ready, self.results = context.Barrier(workers + 1), context.Queue()
        self.people = [
            context.Process(target=_work, args=(job, argument, number, workers, self.ready, self.results))
            for number in range(workers)
        ]

    def start(self) -> float:
        """When they began."""
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


def together(workers: int, job: Callable[[Any, int, int], None], argument: Any) -> tuple[float, list[int]]:
    """Seconds for a crew to do ``job``; and the peak memory of each, in MB."""
    crew = Crew(workers, job, argument)
    started = crew.start()
    peaks = crew.wait()
    return time.perf_counter() - started, peaks


def _work(
    job: Callable[[Any, int, int], None], argument: Any, number: int, workers: int, ready: Any, results: Any
) -> None:
    try:
        _wake()
        ready.wait()
        job(argument, number, workers)
        results.put(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    except BaseException:
        results.put(-1)
        raise


def _wake() -> None:
    import django

    django.setup()
    cursor().close()

"""Several at the same instant, in real transactions: what a lock or an index decides cannot be read in one thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections, transaction


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave or raised, in their order; all start together, each in a connection of its own.

    For tests marked ``django_db(transaction=True)``: nothing of an open transaction is seen from elsewhere.
    """
    barrier = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=30)
            results[place] = act()
        except Exception as error:  # the test looks at what went wrong
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def behind(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    """What each gave or raised when ``second`` comes after ``first`` has written and before it commits.

    A lock makes ``second`` wait and see what ``first`` did, every time; without it, it reads what was before.
    """
    results: list[Any] = [None, None]

    def run() -> None:
        try:
            results[1] = second()
        except Exception as error:  # the test looks at what went wrong
            results[1] = error
        finally:
            connections.close_all()

    with transaction.atomic():
        results[0] = first()
        thread = threading.Thread(target=run)
        thread.start()
        thread.join(timeout=1.5)
    thread.join(timeout=30)
    return results

"""Many hands: while the town is founded, people who do not touch each other's rows are looked after by several processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from django.db import connection, connections
from django.db.backends.signals import connection_created

from portal.local.children import dies_with_parent
from portal.queue import unrung

Item = TypeVar("Item")

MOST = 4
WORTH = 6
"""Fewer items than that for each process are done sooner than a process is born."""

_founding = False


@contextmanager
def many_hands() -> Iterator[None]:
    """Everything in between is the founding of a town: in several processes (``spread``), without a bell, since whoever lives
    the hours plays every job itself, and without waiting for the disk at each commit, since a town half built is begun anew.

    Sessions of the founding only: they are closed at the end, and what comes after waits for the disk as ever.
    """
    global _founding
    try:
        connection_created.connect(_in_haste, dispatch_uid="founding")
        _in_haste(connection=connection)
        _founding = True
        with unrung():
            yield
    finally:
        _founding = False
        connection_created.disconnect(dispatch_uid="founding")
        if not connection.in_atomic_block:
            connections.close_all()


def _in_haste(*, connection: Any, **_signal: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")


def spread(
    work: Callable[[Item], None], items: Sequence[Item], told: Callable[[int], None] = lambda done: None
) -> None:
    """Do ``work`` (a function of a module) for each of ``items``; ``told`` how many are done.

    In several processes while a town is founded, where the machine has several processors: no two items may need each other.
    Else here, one after the other: in a test's transaction, on a journey through time.
    """
    hands = min(MOST, _processors(), len(items) // WORTH) if _founding and not connection.in_atomic_block else 1
    if hands < 2:
        for done, item in enumerate(items, start=1):
            work(item)
            told(done)
        return
    connections.close_all()  # a connection belongs to one process
    few = max(1, len(items) // (hands * 8))
    born = partial(_born, dies_with_parent(signal.SIGTERM))
    with ProcessPoolExecutor(hands, multiprocessing.get_context("fork"), initializer=born) as crew:
        for done, _nothing in enumerate(crew.map(work, items, chunksize=few), start=1):
            told(done)


def _born(die_with_parent: Callable[[], None]) -> None:
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever gave the work: they stop giving it


def _processors() -> int:
    """Only where a process can be told to die with its parent."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1

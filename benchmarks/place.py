"""Where every benchmark runs: the ``bench`` cluster (durable, ``synchronous_commit`` on), a database of its own, settings loaded.

A benchmark does its work inside:

    with place.fresh("payments") as database:     # created, migrated, and dropped at the end
        ...                                       # Django is set up; child processes inherit os.environ
"""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from portal import local


@contextmanager
def fresh(name: str) -> Iterator[str]:
    """A migrated database ``bench_<name>`` on the bench cluster, for this process and its children."""
    local.ensure("bench")
    database = f"bench_{name}"
    os.environ |= {
        "REBOND_CLUSTER": "bench",
        "REBOND_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "REDIS_URL": local.redis_url("bench"),
    }
    _recreate(database)
    os.environ["DATABASE_URL"] = local.database_url("bench", database)
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    _check_durability()
    try:
        yield database
    finally:
        connections.close_all()
        _recreate(database, make=False)


def _recreate(database: str, *, make: bool = True) -> None:
    import dj_database_url
    import psycopg2

    where = dj_database_url.parse(local.database_url("bench", "postgres"))
    connection = psycopg2.connect(host=where["HOST"], port=where["PORT"], user=where["USER"], dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'drop database if exists "{database}" with (force)')
        if make:
            cursor.execute(f'create database "{database}" template template0')
    connection.close()


def _check_durability() -> None:
    """A fast figure on a forgetful server would be a lie."""
    from django.db import connection

    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"show {setting}")
            (value,) = cursor.fetchone()
            assert value == "on", f"{setting} is {value}"


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0))


def peak_mb() -> int:
    """Peak memory of this process and of its finished children, the larger, in MB."""
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes // 1024


def report(benchmark: str, **figures: Any) -> None:
    """The last line: one JSON object."""
    print(json.dumps({"benchmark": benchmark, **figures, "cores": cores()}), flush=True)

"""One migrated template database per set of migrations; every run and every parallel worker clones it.

Migrating takes seconds and cloning takes a tenth of one.  No database outlives its run, so none is ever stale, and runs
at the same time do not meet.  A run holds a lock on what it uses, which the server takes back when the run is killed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_ONE_AT_A_TIME = "rebond: making a template"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The database of this worker, cloned from the template and dropped at the end (replaces pytest-django's own)."""
    from django.db import connection, connections
    from django.test import TransactionTestCase

    settings = connection.settings_dict
    original, mine = settings["NAME"], f"test_{uuid.uuid4().hex[:12]}"
    with contextlib.ExitStack() as session:
        with django_db_blocker.unblock():
            cursor = session.enter_context(_maintenance())
            template = _hold(cursor, mine)
            cursor.execute(f"create database {mine} template {template} strategy file_copy")
            settings["NAME"] = mine
            connection.close()

        def begin_anew(test: TransactionTestCase) -> None:
            """Instead of emptying every table: the ledger refuses to be emptied, and rows made by migrations stay."""
            connections.close_all()
            cursor.execute(f"drop database {mine} with (force)")
            cursor.execute(f"create database {mine} template {template} strategy file_copy")

        session.enter_context(pytest.MonkeyPatch.context()).setattr(
            TransactionTestCase, "_fixture_teardown", begin_anew
        )
        yield
        with django_db_blocker.unblock():
            connections.close_all()
            settings["NAME"] = original
            cursor.execute(f"drop database {mine} with (force)")


@pytest.fixture
def real_processes(transactional_db: None) -> dict[str, str]:
    """The environment for real processes (a worker, a command) that share this test's database and its Redis."""
    from django.conf import settings
    from django.db import connection

    from portal import local

    url = os.environ.get("DATABASE_URL", "")
    name = connection.settings_dict["NAME"]
    shared = url.rsplit("/", 1)[0] + f"/{name}" if url else local.database_url("test", name)
    return os.environ | {
        "DATABASE_URL": shared,
        "REDIS_URL": settings.REDIS_URL,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "REBOND_DEMO": "1",
    }


@contextlib.contextmanager
def _maintenance() -> Iterator[Any]:
    """A cursor outside the tested database, patient enough to wait while another worker migrates."""
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
        cursor.execute("set lock_timeout = 0")
        yield cursor


def _hold(cursor: Any, mine: str) -> str:
    """The name of the migrated template, made if need be.  It and ``mine`` are locked until the cursor closes."""
    template = f"template_{_fingerprint()}"
    cursor.execute("select pg_advisory_lock(hashtext(%s))", [_ONE_AT_A_TIME])
    if not os.environ.get("DATABASE_URL"):  # on a server that is not ours, nothing is swept away
        sweep(cursor, keep=template)
    cursor.execute("select 1 from pg_database where datname = %s", [template])
    if cursor.fetchone() is None:
        _migrate_into(cursor, template)
    for name in (template, mine):
        cursor.execute("select pg_advisory_lock_shared(hashtext(%s))", [name])
    cursor.execute("select pg_advisory_unlock(hashtext(%s))", [_ONE_AT_A_TIME])
    return template


def sweep(cursor: Any, keep: str) -> None:
    """Drop what killed runs and earlier migrations left: the databases that no living run holds."""
    cursor.execute("select datname from pg_database where datname ~ '^(template|test)_'")
    for (name,) in cursor.fetchall():
        cursor.execute("select pg_try_advisory_lock(hashtext(%s))", [name])
        (free,) = cursor.fetchone()
        if free and name != keep:
            cursor.execute(f'drop database "{name}" with (force)')
        if free:
            cursor.execute("select pg_advisory_unlock(hashtext(%s))", [name])


def _migrate_into(cursor: Any, template: str) -> None:
    """Under another name until it is whole: a run killed while migrating leaves no half template."""
    from django.core.management import call_command
    from django.db import connection, connections

    draft = f"{template}_draft"
    cursor.execute(f"drop database if exists {draft} with (force)")
    cursor.execute(f"create database {draft} template template0")
    connection.settings_dict["NAME"] = draft
    connection.close()
    call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()
    cursor.execute(f"alter database {draft} rename to {template}")


def _fingerprint() -> str:
    """Changes when any migration of any application does, or Django itself."""
    import django
    from django.apps import apps

    digest = hashlib.sha256(django.__version__.encode())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:12]

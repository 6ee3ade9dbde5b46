"""One migrated template database per set of migrations; every run and every parallel worker clones it.

Migrating takes seconds and cloning takes a tenth of one.  No database outlives its run, so none is ever stale, and runs
at the same time do not meet.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_ONE_AT_A_TIME = 815  # any number: the advisory lock under which a template is made


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The database of this worker, cloned from the template and dropped at the end (replaces pytest-django's own)."""
    from django.db import connection, connections

    settings = connection.settings_dict
    original = settings["NAME"]
    mine = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with django_db_blocker.unblock():
        with _maintenance() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
            template = _template(cursor)
            cursor.execute(f"create database {mine} template {template} strategy file_copy")
            cursor.execute("select pg_advisory_unlock(%s)", [_ONE_AT_A_TIME])
        settings["NAME"] = mine
        connection.close()
        yield
        connections.close_all()
        settings["NAME"] = original
        with _maintenance() as cursor:
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


def _template(cursor: Any) -> str:
    """The name of the migrated template, made if need be.  On our own cluster, sweeps away what other runs left."""
    template = f"template_{_fingerprint()}"
    cursor.execute("select datname from pg_database where datname ~ '^(template|test)_'")
    names = {row[0] for row in cursor.fetchall()}
    if not os.environ.get("DATABASE_URL"):
        for name in names - {template}:
            owner = name.rsplit("_", 1)[-1]
            if name.startswith("template_") or not _alive(int(owner)):
                cursor.execute(f'drop database if exists "{name}" with (force)')
    if template not in names:
        _migrate_into(cursor, template)
    return template


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


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

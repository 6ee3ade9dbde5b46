"""The schema is what the models say, and nothing but constraints keeps the rows right."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house.reading import PACKAGES

pytestmark = pytest.mark.django_db


def test_no_model_waits_for_its_migration():
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    assert "No changes detected" in said.getvalue()


def test_migrations_have_one_end_a_room():
    assert MigrationLoader(connection).detect_conflicts() == {}


def test_the_database_has_every_table_constraint_and_trigger_of_the_models():
    """The template database of the tests was really migrated, not made from the models."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select conname from pg_constraint union select indexname from pg_indexes where schemaname = 'public'"
        )
        known = {name for (name,) in cursor.fetchall()}
        cursor.execute("select tgname from pg_trigger where not tgisinternal")
        triggers = {name for (name,) in cursor.fetchall()}
    models = [model for model in apps.get_models() if model.__module__.startswith(PACKAGES)]
    wanted = {constraint.name for model in models for constraint in model._meta.constraints}
    assert wanted - known == set()
    assert any("append_only" in name for name in triggers)
    assert any("never_rewritten" in name for name in triggers)


def test_the_audit_trail_can_be_neither_rewritten_nor_shortened():
    with connection.cursor() as cursor:
        cursor.execute("select tgenabled from pg_trigger where tgname like 'pgtrigger_append_only%'")
        assert cursor.fetchone() == ("O",)

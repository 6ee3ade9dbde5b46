"""The databases of the tests: cloned, private, clean again after every test, and none left behind."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection

from tests import database


def names():
    with database._maintenance() as cursor:
        cursor.execute("select datname from pg_database")
        return {name for (name,) in cursor.fetchall()}


def test_a_run_works_on_a_migrated_clone_of_its_own(db):
    mine = connection.settings_dict["NAME"]
    assert mine.startswith("test_")
    assert ContentType.objects.exists()
    assert {mine, f"template_{database._fingerprint()}"} <= names()


def test_what_a_killed_run_left_is_swept_away_and_the_living_are_spared(db):
    mine, template = connection.settings_dict["NAME"], f"template_{database._fingerprint()}"
    with database._maintenance() as cursor:
        for left in ("test_left_by_a_kill", "template_of_other_migrations"):
            cursor.execute(f"create database {left}")
        database.sweep(cursor, keep=template)
    assert {mine, template} <= names()
    assert not {"test_left_by_a_kill", "template_of_other_migrations"} & names()


@pytest.mark.parametrize("turn", ["leaves its rows", "finds none"])
def test_a_test_that_commits_leaves_nothing_to_the_next(transactional_db, turn):
    assert not ContentType.objects.filter(app_label="left").exists()
    assert ContentType.objects.exists()  # and what migrations made is there
    ContentType.objects.create(app_label="left", model="behind")


def test_the_ledger_that_refuses_to_be_emptied_does_not_stop_the_next_test(transactional_db):
    """Django would empty every table after such a test; here the database is cloned anew."""
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("truncate payments_movement cascade")


def test_a_test_without_a_database_fixture_has_no_database():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        ContentType.objects.count()

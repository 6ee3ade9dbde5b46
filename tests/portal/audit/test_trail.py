"""The trail only grows, and the person reads their own."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from portal.audit import services as audit
from portal.audit.models import Entry
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def line(user, actor=None, **facts):
    return audit.record(action="profiles.changed", target=user, subject=user, actor=actor, **facts)


@pytest.mark.asvs("16.4.2")
@pytest.mark.parametrize("way", ["save", "update", "delete", "sql"])
def test_a_line_is_neither_rewritten_nor_removed(way):
    entry = line(UserFactory())
    ways = {
        "save": lambda: entry.save(),
        "update": lambda: Entry.objects.update(reason="autre"),
        "delete": lambda: entry.delete(),
        "sql": lambda: connection.cursor().execute("delete from audit_entry"),
    }
    with pytest.raises(DatabaseError, match=r"Cannot (update|delete)"), transaction.atomic():
        ways[way]()
    assert Entry.objects.filter(pk=entry.pk, reason="").exists()


def test_a_line_goes_with_its_act_or_not_at_all():
    user = UserFactory()
    with transaction.atomic():
        line(user)
        transaction.set_rollback(True)
    assert not Entry.objects.about(user).exists()


def test_a_person_reads_what_is_about_them_newest_first():
    user, other = UserFactory(), UserFactory()
    line(other)
    line(user, reason="premier")
    audit.opened(file=_File(user), actor=other, reason="appel")
    trail = list(Entry.objects.about(user))
    assert [each.reason for each in trail] == ["appel", "premier"]
    assert Entry.objects.about(user).openings().get().actor == other


def test_what_nobody_pressed_a_button_for_is_said_automatic():
    user = UserFactory()
    assert line(user).automatic
    assert not line(user, actor=UserFactory()).automatic


@pytest.mark.asvs("16.2.1")
def test_a_line_says_when_who_what_and_whose():
    user, actor = UserFactory(), UserFactory()
    entry = line(user, actor=actor, details={"cents": 1200})
    assert (entry.actor, entry.subject, entry.action) == (actor, user, "profiles.changed")
    assert (entry.target_type, entry.target_id) == ("accounts.user", str(user.pk))
    assert entry.at.tzinfo


class _File:
    """A file of another room: a row with a person."""

    def __init__(self, person) -> None:
        self.person, self.pk, self._meta = person, person.pk, person._meta

"""A prepared question gives the rows of its queryset, for the values of each asking, and is written once."""

from __future__ import annotations

import pytest

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.prepared import Prepared
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_each_asking_reads_the_row_as_it_is_now():
    named = Prepared(lambda given: User.objects.filter(identifier=given("identifier")))
    one, other = UserFactory(), UserFactory()
    assert named.first(identifier=one.identifier) == one
    assert named.first(identifier=other.identifier) == other
    assert named.first(identifier="nobody") is None
    User.objects.filter(pk=one.pk).update(full_name="Nouveau Nom")
    assert named.first(identifier=one.identifier).full_name == "Nouveau Nom"


def test_annotations_and_order_come_along():
    people = Prepared(lambda given: User.objects.with_roles().filter(pk__gte=given("least")).order_by("-pk"))
    first, second = UserFactory(), UserFactory(roles=(Role.ADVISOR,))
    found = people(least=first.pk)
    assert found == [second, first]
    assert [person.held_roles for person in found] == [["advisor"], ["seeker"]]


def test_the_queryset_is_built_once_and_asked_each_time(django_assert_num_queries):
    built = []

    def make(given):
        built.append(given)
        return User.objects.filter(pk=given("pk"))

    prepared = Prepared(make)
    with django_assert_num_queries(2):
        prepared(pk=1)
        prepared(pk=2)
    assert len(built) == 1


def test_a_value_is_never_part_of_the_sql():
    named = Prepared(lambda given: User.objects.filter(identifier=given("identifier")))
    assert named(identifier="' OR 1=1 --") == []
    with pytest.raises(KeyError):
        named(name="forgotten")


def test_whether_there_is_any_is_one_short_question(django_assert_num_queries):
    after = Prepared(lambda given: User.objects.with_roles().filter(pk__gt=given("pk")).order_by("pk"))
    user = UserFactory()
    with django_assert_num_queries(2) as asked:
        assert after.any(pk=user.pk - 1)
        assert not after.any(pk=user.pk)
    assert all("LIMIT 1" in each["sql"] and "full_name" not in each["sql"] for each in asked.captured_queries)

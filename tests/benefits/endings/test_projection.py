"""Where a right ends: thirty days a month, the same for one person and for all of them."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection

from benefits.endings import projection, rules
from benefits.entitlements.models import Entitlement
from portal.months import Month
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.benefits.payments.factories import declared

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("starts_on", "days", "ends_on"),
    [
        (date(2026, 11, 1), 1, date(2026, 11, 1)),
        (date(2026, 11, 1), 30, date(2026, 11, 30)),
        (date(2026, 12, 1), 30, date(2026, 12, 31)),  # the thirtieth day of a month is its last
        (date(2027, 2, 1), 30, date(2027, 2, 28)),
        (date(2027, 2, 1), 29, date(2027, 2, 28)),
        (date(2028, 2, 1), 29, date(2028, 2, 29)),
        (date(2026, 11, 1), 31, date(2026, 12, 1)),
        (date(2026, 11, 16), 30, date(2026, 12, 15)),
        (date(2026, 10, 31), 2, date(2026, 11, 1)),
        (date(2026, 11, 1), 360, date(2027, 10, 31)),
    ],
)
def test_a_month_takes_thirty_days(starts_on, days, ends_on):
    assert rules.last_day(starts_on, days) == ends_on


def test_a_month_can_be_declared_until_the_fifteenth():
    assert rules.first_unpaid_month(date(2026, 11, 15)) == Month(2026, 10)
    assert rules.first_unpaid_month(date(2026, 11, 16)) == Month(2026, 11)


@pytest.mark.parametrize(("ahead", "step"), [(91, None), (90, 90), (31, 90), (30, 30), (0, 30), (-1, None)])
def test_the_smallest_step_reached_is_due(ahead, step):
    assert rules.step_of(TODAY + timedelta(days=ahead), TODAY) == step


def ends_of(as_of: date) -> dict[int, date]:
    with connection.cursor() as cursor:
        query = f"SELECT e.id, ending.ends_on FROM entitlements_entitlement e {projection.ENDING}"  # noqa: S608
        cursor.execute(query, projection.keys(as_of))
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_the_query_and_the_rule_agree():
    chance = random.Random(4)
    rights = []
    for _ in range(150):
        payable = date(2026, 8, 1) + timedelta(days=chance.randrange(150))
        days = chance.randrange(1, 600)
        rights.append(EntitlementFactory(first_payable_on=payable, days_left=days, days_total=days))
    found = ends_of(TODAY)
    for right in rights:
        starts_on = max(right.first_payable_on, rules.first_unpaid_month(TODAY).first)
        assert found[right.pk] == rules.last_day(starts_on, right.days_left)


@pytest.mark.django_db
def test_a_filed_month_has_used_its_days():
    right = EntitlementFactory(days_left=30, days_total=30)
    assert ends_of(TODAY)[right.pk] == date(2026, 11, 30)
    declared(right.seeker, Month(2026, 11))
    assert ends_of(TODAY)[right.pk] == date(2026, 12, 31)


@pytest.mark.django_db
def test_a_used_up_right_ended_on_its_last_paid_day():
    right = EntitlementFactory(days_left=0, paid_days=300, state="exhausted", exhausted_on=date(2026, 10, 7))
    assert ends_of(TODAY) == {right.pk: date(2026, 10, 7)}
    assert Entitlement.objects.get().days_left == 0

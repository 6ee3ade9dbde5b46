"""A slice is priced as each of its people would be alone, once, whoever else is at work."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.db import connection

from benefits.entitlements.models import Entitlement
from benefits.payments import binary_copy, invariants, services
from benefits.payments.models import Payment, PricingSlice
from benefits.payments.services import sweep
from portal.months import Month
from tests.benefits.payments.factories import NOW, OCTOBER, declared, entitled

pytestmark = pytest.mark.django_db

FROZEN = [
    field.attname
    for field in Payment._meta.fields
    if field.name not in {"id", "seeker", "entitlement", "version", "priced_at", "due_since"}
]


def anybody(chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(["are", "ass", "reduced", "nearly", "waiting"])
    right: dict[str, Any] = {
        "are": {"csg_rate": chance.choice([0, 380, 620])},
        "ass": {
            "ass": True,
            "monthly_resources_cents": chance.randrange(0, 150_000),
            "lives_as_couple": chance.random() < 0.5,
        },
        "reduced": {"reduced_soon": True},
        "nearly": {"nearly_over": True},
        "waiting": {"first_payable_on": date(2026, 10, chance.randrange(1, 31))},
    }[kind]
    sick = chance.randrange(1, 20) if chance.random() < 0.3 else 0
    gross = chance.randrange(0, 400_000) if chance.random() < 0.5 else 0
    days = (date(2026, 10, 1), date(2026, 10, sick)) if sick else None
    return {"right": right, "month": {"gross": gross, "unpaid_days": sick, "sick": days}}


def test_the_slice_and_the_person_give_the_same_figures() -> None:
    chance = random.Random(7)
    people = [anybody(chance) for _ in range(60)]
    together = [entitled(**each["right"]) for each in people]
    for right, each in zip(together, people, strict=True):
        declared(right.seeker, **each["month"])
    assert services.price_missing(now=NOW, month=OCTOBER) == 60
    alone = [entitled(**each["right"]) for each in people]
    for right, each in zip(alone, people, strict=True):
        services.price(version_id=declared(right.seeker, **each["month"]).pk, actor=None, now=NOW)
    for one, other in zip(together, alone, strict=True):
        first = Payment.objects.filter(entitlement=one).values(*FROZEN).get()
        assert first == Payment.objects.filter(entitlement=other).values(*FROZEN).get()
        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.days_left, one.paid_days, one.state) == (other.days_left, other.paid_days, other.state)
        assert one.exhausted_on == other.exhausted_on
        assert (one.exhausted_on is None) == (one.state != "exhausted")
    assert {each.state for each in Payment.objects.all()} == {"due", "zero"}
    assert invariants.broken() == {}


def test_what_has_a_payment_is_left_alone_and_nothing_waits_afterwards() -> None:
    right = entitled()
    services.price(version_id=declared(right.seeker).pk, actor=None, now=NOW)
    declared(entitled().seeker)
    declared(entitled().seeker, Month(2026, 9))
    assert services.price_missing(now=NOW) == 2
    assert services.price_missing(now=NOW) == 0
    assert Payment.objects.count() == 3
    assert not PricingSlice.objects.exists()


def test_days_that_moved_under_the_slice_are_not_overwritten() -> None:
    right = entitled()
    declared(right.seeker)
    with connection.cursor() as cursor:
        month = (OCTOBER.first, OCTOBER.last, f"{{{right.pk}}}")
        cursor.execute(sweep.CONSUME, (*month, "{299}", "{30}"))
        assert cursor.rowcount == 0
        cursor.execute(sweep.CONSUME, (*month, "{300}", "{30}"))
        assert cursor.rowcount == 1
    assert Entitlement.objects.get().days_left == 270


def test_one_wrong_row_does_not_hold_back_its_slice(caplog: pytest.LogCaptureFixture) -> None:
    wrong = entitled()
    version = declared(wrong.seeker, gross=9_000_000_000)
    good = entitled()
    declared(good.seeker)
    assert services.price_missing(now=NOW, month=OCTOBER) == 1
    assert Payment.objects.get().entitlement_id == good.pk
    assert f"version {version.pk} cannot be priced" in caplog.text
    wrong.refresh_from_db()
    assert wrong.days_left == 300


def test_a_number_too_large_for_its_column_is_refused() -> None:
    with connection.cursor() as cursor, pytest.raises(OverflowError):
        binary_copy.write(cursor, PricingSlice, {"month": OCTOBER, "first_id": 1, "last_id": 2**63}, 1)


def test_binary_rows_come_back_as_they_were_written() -> None:
    with connection.cursor() as cursor:
        binary_copy.write(cursor, PricingSlice, {"month": OCTOBER, "first_id": 41, "last_id": 42}, 1)
        rows = binary_copy.read(cursor, "SELECT first_id, last_id FROM payments_pricingslice", None, ["first", "last"])
    assert (rows["first"].tolist(), rows["last"].tolist()) == ([41], [42])
    assert PricingSlice.objects.get().month == OCTOBER

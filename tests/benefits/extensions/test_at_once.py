"""A month is paid while the days given are taken back: what was used stays used."""

from __future__ import annotations

import pytest

from benefits.entitlements.models import Entitlement
from benefits.extensions import invariants, services
from benefits.extensions.models import TakenBack
from benefits.payments.services.pricing import move_days
from portal.months import Month
from tests.benefits.extensions.factories import NOW, done, ending, reversal_released
from tests.threads import behind

pytestmark = pytest.mark.django_db(transaction=True)


def test_days_paid_at_the_same_moment_are_not_taken_back() -> None:
    right = ending(44)  # 44 + 91 days; all but 30 of those that were given are paid meanwhile
    reversal = reversal_released(done())
    behind(
        lambda: move_days(right.pk, 105, Month(2026, 11)),
        lambda: services.take_back(reversal=reversal, now=NOW),
    )
    services.take_back(reversal=reversal, now=NOW)
    right = Entitlement.objects.get(pk=right.pk)
    line = TakenBack.objects.get(entitlement_id=right.pk)
    assert (line.days, line.consumed, right.days_left, right.paid_days) == (30, 61, 0, 105)
    assert invariants.broken() == {}

"""A claim is decided by itself when everything is proven and consistent; else the person or an advisor is told why."""

from __future__ import annotations

import pytest

from benefits.entitlements.models import ClaimState, Decision, Entitlement
from benefits.entitlements.services import careers
from benefits.rules.rights import rights_of
from tests.benefits.entitlements.claims import certificate, claimed, examined

pytestmark = pytest.mark.django_db


def test_a_claim_that_is_proven_and_consistent_opens_the_right_that_the_rules_find() -> None:
    certificate()
    claim = examined(claimed())
    assert (claim.state, claim.reasons) == (ClaimState.GRANTED, [])
    decision = Decision.objects.get(claim=claim)
    found = rights_of(careers.read(decision.career))
    right = Entitlement.objects.get(seeker=claim.seeker)
    assert decision.entitlement == right
    assert (right.daily_cents, right.days_total, right.sjr_cents) == (found.daily, found.days, found.sjr)
    assert right.first_payable_on.toordinal() == found.first_payable

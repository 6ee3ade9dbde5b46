"""Doorbells of the room, and what the clock starts."""

from __future__ import annotations

from benefits.entitlements import services
from benefits.entitlements.models import Claim
from portal import clock
from portal.queue import ring, task


@task()
def examine_claim(claim_id: int) -> None:
    claim = Claim.objects.waiting().filter(pk=claim_id).first()
    if claim is not None:
        services.examine(claim=claim, actor=None, now=clock.now())


@task()
def examine_claims() -> None:
    """One bell a claim: one that fails must not keep the others waiting."""
    for claim_id in services.left_behind(now=clock.now()):
        ring(examine_claim, claim_id)

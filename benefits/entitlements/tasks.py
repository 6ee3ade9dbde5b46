"""Doorbells of the room, and what the clock starts."""

from __future__ import annotations

import logging

from django.db import DatabaseError

from benefits.entitlements import services
from benefits.entitlements.models import Claim
from benefits.rules.revaluing import last_revaluation
from portal import clock
from portal.queue import PAYMENTS, task

logger = logging.getLogger(__name__)


@task()
def examine_claim(claim_id: int) -> None:
    claim = Claim.objects.waiting().filter(pk=claim_id).first()
    if claim is not None:
        services.examine(claim=claim, actor=None, now=clock.now())


@task()
def examine_claims() -> None:
    """What a lost bell left behind.  A claim that cannot be examined is logged, by its id, and keeps no other waiting."""
    for claim_id in services.left_behind(now=clock.now()):
        try:
            examine_claim(claim_id)
        except (DatabaseError, ValueError):
            logger.exception("claim %s cannot be examined", claim_id)


@task(PAYMENTS)
def revalue_rights() -> None:
    """Raise the rights that run by the last revaluation, once the month before it is declared; most days, nothing."""
    now, on = clock.now(), last_revaluation(clock.today())
    if on is not None and now >= services.revaluation_opens(on):
        services.revalue(on=on, now=now)

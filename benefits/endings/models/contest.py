"""A person does not agree with the decision on their solidarity allowance: contested as any other decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from benefits.endings.models.claim import AssClaim
from benefits.entitlements.models import CONTEST_TRANSITIONS, Contested
from portal.states import machine


class AssContest(Contested):
    """Of one decision, that of ``decided_at``: a claim asked again is decided again."""

    claim = models.ForeignKey(AssClaim, models.PROTECT, related_name="contests")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """Who took that decision; nobody when it was automatic."""

    class Meta(Contested.Meta):
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(state="open"), name="one_open_ass_contest"),
            *Contested.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.state}"

    @property
    def person(self):
        return self.claim.seeker.user


machine(AssContest, CONTEST_TRANSITIONS)

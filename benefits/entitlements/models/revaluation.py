"""What each right was worth before and after a revaluation: written once, which is what raises each right once."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from benefits.entitlements.models.entitlement import Entitlement
from portal import clock


class RevaluationQuerySet(models.QuerySet["Revaluation"]):
    def of(self, user) -> RevaluationQuerySet:
        """What changed for a person, newest first."""
        mine = self.filter(entitlement__seeker__user=user, daily_after__gt=F("daily_before"))
        return mine.select_related("entitlement").order_by("-revalued_on", "-entitlement_id")


class Revaluation(models.Model):
    """``entitlement`` on the day of a revaluation.  Equal figures: it was looked at, and there was nothing to raise.  Cents."""

    pk = models.CompositePrimaryKey("entitlement_id", "revalued_on")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="revaluations", db_index=False)
    revalued_on = models.DateField()
    sjr_before = models.IntegerField()
    daily_before = models.IntegerField()
    reduced_before = models.IntegerField()
    sjr_after = models.IntegerField()
    daily_after = models.IntegerField()
    reduced_after = models.IntegerField()
    made_at = models.DateTimeField(default=clock.now)

    objects = RevaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_revaluation_never_lowers",
                condition=Q(
                    sjr_after__gte=F("sjr_before"),
                    daily_after__gte=F("daily_before"),
                    reduced_after__gte=F("reduced_before"),
                ),
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entitlement_id} {self.revalued_on}"

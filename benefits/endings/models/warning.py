"""A person was told that their right ends: once for each step and each length of the right."""

from __future__ import annotations

from django.db import models

from benefits.entitlements.models import Entitlement


class EndWarningQuerySet(models.QuerySet["EndWarning"]):
    def last_of(self, right: Entitlement) -> EndWarning | None:
        """The last warning that still speaks of the right as it is: days added since make it false."""
        return self.filter(entitlement=right, days_total=right.days_total).order_by("step").first()


class EndWarning(models.Model):
    """``step`` days before the end, as it stood then.  Days that a law adds move the end: the steps come again."""

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="warnings", db_index=False)
    step = models.SmallIntegerField()
    days_total = models.IntegerField()
    """The length of the right when it was said; the end moves only when it changes, or later by work."""
    days_left = models.IntegerField()
    ends_on = models.DateField()
    warned_at = models.DateTimeField()

    objects = EndWarningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entitlement", "days_total", "step"], name="one_warning_per_step"),
        ]

    def __str__(self) -> str:
        return f"{self.entitlement_id} {self.step}"

    @property
    def person(self):
        return self.entitlement.seeker.user

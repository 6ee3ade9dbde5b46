"""The demonstration's clock: one row, how far it stands from real time."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q


class DemoClock(models.Model):
    """A single row, id 1.  Without a row the demonstration lives at the real time."""

    shift_seconds = models.BigIntegerField(default=0)
    going_to = models.DateTimeField(null=True, blank=True)
    """Where the town is travelling to, hour by hour; None when it stands still."""
    left_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="only_one_demo_clock", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(timedelta(seconds=self.shift_seconds))

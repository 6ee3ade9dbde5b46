"""A delay of the post: recorded with its reason, so that nobody loses anything because a van did not come."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from portal import clock


class PostDelayQuerySet(models.QuerySet["PostDelay"]):
    def live(self) -> PostDelayQuerySet:
        return self.filter(ended_at=None).order_by("-starts_on", "-pk")

    def touching(self, first: date, last: date) -> PostDelayQuerySet:
        """Not withdrawn, and covering at least one day from ``first`` to ``last``."""
        return self.live().filter(starts_on__lte=last, until__gte=first)


class PostDelay(models.Model):
    """From ``starts_on`` to ``until``, both included, the post of these departments cannot be relied upon."""

    departments = ArrayField(models.CharField(max_length=3))
    """As postcodes begin: ``75``, ``2A`` is written ``20``, overseas ``971``."""
    starts_on = models.DateField()
    until = models.DateField()
    """What was posted reaches us by this day: deadlines of people on paper wait until its end."""
    reason = models.CharField(max_length=200)
    """As people read it."""
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PostDelayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="delay_ends_after_it_starts", condition=Q(until__gte=F("starts_on"))),
            models.CheckConstraint(name="delay_has_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="delay_has_its_place", condition=~Q(departments=[])),
        ]

    def __str__(self) -> str:
        return f"{', '.join(self.departments)} {self.starts_on}"

    def covers(self, postcode: str) -> bool:
        return any(postcode.startswith(each) for each in self.departments)

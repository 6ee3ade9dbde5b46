"""A declaration that an advisor filled with the person, or from their form."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal import clock
from seekers.declarations.models.version import Version


class Assistance(models.Model):
    """An advisor filled the declaration with the person: what was read back, what was agreed to, and the right to
    object."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="assistance")
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    consent_at = models.DateTimeField(default=clock.now)
    consent_words = models.CharField(max_length=200)
    object_until = models.DateTimeField()
    objected_at = models.DateTimeField(null=True, blank=True)
    objection = models.CharField(max_length=500, blank=True)

    slip = models.CharField(max_length=9, blank=True)
    """The code of the paper form whose answers were typed; empty when the person was there or on the telephone."""
    received_on = models.DateField(null=True, blank=True)
    postmarked_on = models.DateField(null=True, blank=True)
    in_time = models.BooleanField(null=True, blank=True)
    """Was the form posted before the month closed?  None when there is no form: the day it was sent says it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_form_has_its_days",
                condition=Q(slip="", received_on=None, postmarked_on=None, in_time=None)
                | (~Q(slip="") & Q(received_on__isnull=False, in_time__isnull=False)),
            ),
            models.CheckConstraint(
                name="objected_in_time", condition=Q(objected_at=None) | Q(objected_at__lte=F("object_until"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} ({self.advisor_id})"

    @property
    def person(self):
        return self.version.declaration.seeker.user

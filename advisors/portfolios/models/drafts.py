"""What an advisor is filling in for a person, apart from what the person types themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from portal.month_field import MonthField
from seekers.profiles.models import Seeker


class AssistedDraft(models.Model):
    """Half-filled answers of a call.  The person's own draft stays as they typed it until the declaration is sent.

    The row goes when the month is sent, by whoever sends it.
    """

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="+")
    month = MonthField()
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answers = models.JSONField()
    typed = models.JSONField(null=True, blank=True)
    """The words of the form as they were typed, while they do not make answers yet."""
    own_saved_at = models.DateTimeField(null=True, blank=True)
    """The instant of the person's own draft from which this one started: a newer one is shown to the advisor."""
    base_version = models.PositiveSmallIntegerField(default=0)
    """The version that these answers correct; 0 when nothing had been sent."""
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker", "month", "advisor"], name="one_assisted_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.month}"

    @property
    def person(self):
        return self.seeker.user

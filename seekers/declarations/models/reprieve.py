"""More time for one person on paper."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.intake.models import PostDelay
from portal.month_field import MonthField
from seekers.profiles.models import Seeker


class ReprieveReason(models.TextChoices):
    FORM_ON_ITS_WAY = "form_on_its_way", _("Son formulaire est peut-être en route")
    POST_DELAYED = "post_delayed", _("La poste a du retard chez elle")


class ReprieveQuerySet(models.QuerySet["Reprieve"]):
    def of_month(self, month) -> ReprieveQuerySet:
        """The last to end first."""
        return self.filter(month=month).order_by("-until", "pk")


class Reprieve(models.Model):
    """Beyond the closing of a month, time until ``until`` (exclusive) for one person on paper: nothing ends before it."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="+")
    month = MonthField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=ReprieveReason.choices)
    delay = models.ForeignKey(PostDelay, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()

    objects = ReprieveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker", "month"], name="one_reprieve_a_month"),
            models.CheckConstraint(
                name="a_delay_names_itself",
                condition=Q(reason="form_on_its_way", delay=None) | Q(reason="post_delayed", delay__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.month}"

    @property
    def person(self):
        return self.seeker.user

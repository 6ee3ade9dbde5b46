"""Who follows whom, and whom to call today."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from seekers.profiles.models import Seeker


class Level(models.TextChoices):
    FOLLOWED = "followed", _("Suivi")
    GUIDED = "guided", _("Guidé")
    REINFORCED = "reinforced", _("Renforcé")
    GLOBAL = "global", _("Global")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def live(self) -> AssignmentQuerySet:
        return self.filter(ended_at=None)

    def of_advisor(self, user) -> AssignmentQuerySet:
        return self.live().filter(advisor=user)


class Assignment(models.Model):
    """An advisor follows a person, from a day to a day; one referent at a time."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="assignments")
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.GUIDED)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker"], condition=Q(ended_at=None), name="one_referent_at_a_time"),
        ]
        indexes = [models.Index(fields=["advisor"], condition=Q(ended_at=None), name="live_portfolio")]

    def __str__(self) -> str:
        return f"{self.advisor_id} → {self.seeker_id}"

    @property
    def person(self):
        return self.seeker.user


class CallState(models.TextChoices):
    TO_CALL = "to_call", _("À appeler")
    DONE = "done", _("Fait")
    DROPPED = "dropped", _("Plus nécessaire")


class CallTask(models.Model):
    """A person to call, with the reasons in words and a time after which the call is useless."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="call_tasks")
    dedupe_key = models.CharField(max_length=80, unique=True)
    reasons = models.JSONField(default=list)
    """Codes of ``seekers.reminders.events.CallReason``, shown in words beside the score."""
    score = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.TO_CALL)
    result = models.CharField(max_length=20, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    useful_until = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "-score"], name="calls_to_make", condition=Q(state="to_call"))]
        constraints = [
            models.CheckConstraint(
                name="settled_call_has_its_time", condition=Q(state="to_call") | Q(settled_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} ({self.score})"

    @property
    def person(self):
        return self.seeker.user

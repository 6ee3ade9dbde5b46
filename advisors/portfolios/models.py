"""Who follows whom, and whom to call today."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.states import machine
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
        """The portfolio of an advisor: the people they follow now, and nobody else."""
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


CALL_TRANSITIONS = {CallState.TO_CALL: {CallState.DONE, CallState.DROPPED}}


class CallResult(models.TextChoices):
    REACHED = "reached", _("Jointe : elle s’en occupe")
    DONE_TOGETHER = "done_together", _("Fait ensemble")
    TO_VISIT = "to_visit", _("Viendra à l’agence")
    REFUSES = "refuses", _("Ne souhaite pas d’aide")
    VOICEMAIL = "voicemail", _("Répondeur : à rappeler")
    NO_ANSWER = "no_answer", _("Pas de réponse : à rappeler")
    WRONG_NUMBER = "wrong_number", _("Mauvais numéro")


AGAIN = frozenset({CallResult.VOICEMAIL, CallResult.NO_ANSWER})
"""After these the person stays in the queue, out of sight for some hours."""


class CallTaskQuerySet(models.QuerySet["CallTask"]):
    def of_advisor(self, user) -> CallTaskQuerySet:
        """The calls of the people whom this advisor follows now."""
        return self.filter(seeker__assignments__advisor=user, seeker__assignments__ended_at=None)

    def to_make(self, now) -> CallTaskQuerySet:
        """Still useful and not put off, the most pressing first."""
        waiting = self.filter(state=CallState.TO_CALL, not_before__lte=now, useful_until__gt=now)
        return waiting.order_by("-score", "useful_until", "pk")


class CallTask(models.Model):
    """A person to call, with the reasons in words and a time after which the call is useless."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="call_tasks")
    dedupe_key = models.CharField(max_length=80, unique=True)
    reasons = models.JSONField(default=list)
    """Codes of ``seekers.reminders.events.CallReason``, shown in words beside the score."""
    score = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.TO_CALL)
    result = models.CharField(max_length=20, choices=CallResult.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=clock.now)
    """Out of sight until then: nobody answered, so later."""
    asked_at = models.DateTimeField(default=clock.now)
    useful_until = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CallTaskQuerySet.as_manager()

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


machine(CallTask, CALL_TRANSITIONS)

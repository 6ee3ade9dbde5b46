"""Whom to call, why, and what came of each try."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.states import machine
from seekers.profiles.models import Seeker


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


class AssistanceReason(models.TextChoices):
    """A reason to call that is born on this floor; the others are ``seekers.reminders.events.CallReason``."""

    OBJECTED = "objected", _("Conteste la déclaration faite avec un conseiller")
    OBJECTED_ACT = "objected_act", _("N’est pas d’accord avec ce qui a été fait pour elle")


class CallTaskQuerySet(models.QuerySet["CallTask"]):
    def of_advisor(self, user) -> CallTaskQuerySet:
        """The calls of the people whom this advisor follows now."""
        return self.filter(seeker__assignments__advisor=user, seeker__assignments__ended_at=None)

    def waiting(self, now) -> CallTaskQuerySet:
        """Not settled and still useful, even when put off until later."""
        return self.filter(state=CallState.TO_CALL, useful_until__gt=now)

    def to_make(self, now) -> CallTaskQuerySet:
        """Still useful and not put off, the most pressing first."""
        return self.waiting(now).filter(not_before__lte=now).order_by("-score", "useful_until", "pk")

    def put_off(self, now) -> CallTaskQuerySet:
        """Out of sight for now, the first to come back first."""
        return self.waiting(now).filter(not_before__gt=now).order_by("not_before", "pk")


class CallTask(models.Model):
    """A person to call, with the reasons in words and a time after which the call is useless."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="call_tasks")
    dedupe_key = models.CharField(max_length=80, unique=True)
    reasons = models.JSONField(default=list)
    """Codes of ``seekers.reminders.events.CallReason`` or ``AssistanceReason``, shown in words beside the score."""
    score = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.TO_CALL)
    result = models.CharField(max_length=20, choices=CallResult.choices, blank=True)
    """What came of the last try."""
    not_before = models.DateTimeField(default=clock.now)
    """Out of sight until then: nobody answered, or the person asked for time."""
    asked_at = models.DateTimeField(default=clock.now)
    useful_until = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CallTaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["seeker", "-score"], name="calls_to_make", condition=Q(state="to_call")),
        ]
        constraints = [
            models.CheckConstraint(
                name="settled_call_has_its_time", condition=Q(state="to_call") | Q(settled_at__isnull=False)
            ),
            models.CheckConstraint(name="done_call_has_its_result", condition=~Q(state="done") | ~Q(result="")),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} ({self.score})"

    @property
    def person(self):
        return self.seeker.user


machine(CallTask, CALL_TRANSITIONS)


class CallTry(models.Model):
    """One time that the telephone was picked up for a call, and what came of it.  Append-only: the history of a person's calls."""

    call = models.ForeignKey(CallTask, models.PROTECT, related_name="tries")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    result = models.CharField(max_length=20, choices=CallResult.choices)
    back_at = models.DateTimeField(null=True, blank=True)
    """When the person comes back in the queue; None: they do not."""

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.call_id} {self.result}"

    @property
    def person(self):
        return self.call.seeker.user

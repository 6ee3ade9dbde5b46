"""A campaign is one step of the ladder in one month: who it was for, how far it went, what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.month_field import MonthField
from portal.states import machine


class State(models.TextChoices):
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminée")
    SKIPPED = "skipped", _("Non envoyée, trop tard")
    STOPPED = "stopped", _("Arrêtée, trop tard")


TRANSITIONS = {State.RUNNING: {State.DONE, State.STOPPED}}


class Campaign(models.Model):
    """One row for each month and step, whatever reruns: the unique index says so."""

    month = MonthField()
    step = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    due_at = models.DateTimeField()
    useful_until = models.DateTimeField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    expected = models.PositiveIntegerField(default=0)
    """People of the cohort when it started."""
    cursor = models.BigIntegerField(default=0)
    """The last person (by id) who was dealt with: where a killed run goes on."""
    reached = models.PositiveIntegerField(default=0)
    """People written to so far."""
    unreachable = models.PositiveIntegerField(default=0)
    """Of them, those for whom nothing but the inbox works."""
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "step"], name="one_campaign_per_step"),
            models.CheckConstraint(
                name="campaign_ended_has_its_time", condition=Q(state="running") | Q(finished_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["state"], name="campaign_running", condition=Q(state="running"))]

    def __str__(self) -> str:
        return f"{self.month} {self.step} {self.state}"

    @property
    def kind(self) -> str:
        """The code of its message, as stored with each of them."""
        return f"reminders.{self.step}"

    @property
    def about(self) -> str:
        return str(self.month)


machine(Campaign, TRANSITIONS)


class ArrivalCheck(models.Model):
    """The last evening of a window: did the reminders arrive?  An abnormal answer holds the cessations and alerts operators."""

    month = MonthField(unique=True)
    at = models.DateTimeField()
    people = models.PositiveIntegerField()
    """Who was written to in the last three days and still owes the month."""
    arrived = models.PositiveIntegerField()
    """Of them, those whom at least one message outside the site has reached."""
    expected_rate = models.PositiveIntegerField()
    """Per 10,000: what the last months lead us to expect."""
    abnormal = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="abnormal_has_its_reason", condition=Q(abnormal=False) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.month} {'abnormal' if self.abnormal else 'normal'}"

    @property
    def rate(self) -> int:
        """Per 10,000; everyone, when there was nobody."""
        return self.arrived * 10_000 // self.people if self.people else 10_000

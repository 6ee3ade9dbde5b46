"""One person, one month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.month_field import MonthField
from portal.states import machine
from seekers.profiles.models import Seeker


class State(models.TextChoices):
    DRAFT = "draft", _("Commencée, pas encore envoyée")
    FILED = "filed", _("Envoyée")
    MISSED = "missed", _("Non déclarée")


TRANSITIONS = {State.DRAFT: {State.FILED, State.MISSED}, State.MISSED: {State.FILED}}
"""MISSED → FILED: only by an advisor, after closing."""


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    def of(self, user) -> DeclarationQuerySet:
        """What belongs to the person who is signed in, and nothing else."""
        return self.filter(seeker__user=user)

    def filed(self) -> DeclarationQuerySet:
        return self.filter(state=State.FILED)

    def settled(self, month) -> DeclarationQuerySet:
        """Sent, or already marked as not declared: closing has nothing left to do for them."""
        return self.filter(month=month, state__in=[State.FILED, State.MISSED])


class Declaration(models.Model):
    """One person, one month, one row: the unique index says so, whatever is clicked twice."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="declarations")
    month = MonthField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    draft = models.JSONField(null=True, blank=True)
    """What is typed and not yet sent: a first declaration or a correction; None when all is sent."""
    draft_typed = models.JSONField(null=True, blank=True)
    """The words of the form as they were typed (flat form data), kept when they are not yet answers: "12,3O" instead of
    "12,30"."""
    draft_step = models.CharField(max_length=20, blank=True)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    current = models.OneToOneField("Version", models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField(null=True, blank=True)
    """When the first version was sent."""

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker", "month"], name="one_declaration_per_month"),
            models.CheckConstraint(
                name="filed_has_its_version_and_time",
                condition=~Q(state="filed") | Q(current__isnull=False, filed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["month", "state"], name="declaration_month_state")]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.month} {self.state}"

    @property
    def person(self):
        return self.seeker.user


machine(Declaration, TRANSITIONS)

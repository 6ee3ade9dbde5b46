"""Letters: what the mail room prints and posts, for people who read nothing on a screen."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.intake.models.slip import Slip
from portal.states import machine


class LetterState(models.TextChoices):
    TO_PRINT = "to_print", _("À imprimer")
    POSTED = "posted", _("Postée")
    CANCELLED = "cancelled", _("Plus nécessaire")


LETTER_TRANSITIONS = {LetterState.TO_PRINT: {LetterState.POSTED, LetterState.CANCELLED}}


class LetterQuerySet(models.QuerySet["Letter"]):
    def to_print(self) -> LetterQuerySet:
        return self.filter(state=LetterState.TO_PRINT).order_by("wanted_on", "pk")


class Letter(models.Model):
    """One sheet or one form to one person, whole: ``content`` is what ``printing`` lays out."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="letters")
    subject = models.CharField(max_length=160)
    content = models.JSONField()
    slip = models.ForeignKey(Slip, models.PROTECT, null=True, blank=True, related_name="+")
    """Of the form that it carries."""
    dedupe_key = models.CharField(max_length=120, unique=True)
    """What may not be posted twice.  The index decides."""
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.TO_PRINT)
    wanted_on = models.DateField()
    """It should be in the post by the end of this day."""
    created_at = models.DateTimeField(default=clock.now)
    posted_at = models.DateTimeField(null=True, blank=True)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="posted_has_its_hand",
                condition=~Q(state="posted") | Q(posted_at__isnull=False, posted_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["wanted_on"], name="letter_to_print", condition=Q(state="to_print"))]

    def __str__(self) -> str:
        return self.subject

    @property
    def person(self):
        return self.recipient


machine(Letter, LETTER_TRANSITIONS)

"""A person does not agree with a decision, in their own words; somebody else than its author answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benefits.entitlements.models.claim import WORDS_MOST, Decision
from portal import clock
from portal.states import machine


class ContestState(models.TextChoices):
    OPEN = "open", _("Reçue, un conseiller l’étudie")
    UPHELD = "upheld", _("La décision est maintenue")
    CHANGED = "changed", _("La décision est changée")


CONTEST_TRANSITIONS = {ContestState.OPEN: {ContestState.UPHELD, ContestState.CHANGED}}


class ContestQuerySet(models.QuerySet[Any]):
    def open(self) -> ContestQuerySet:
        """What waits for an answer, the soonest due first."""
        return self.filter(state=ContestState.OPEN).order_by("answer_by", "pk")


class Contested(models.Model):
    """What every contest holds, whatever was decided: the words, and the answer with its author."""

    words = models.CharField(max_length=WORDS_MOST)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer_by = models.DateField()
    state = models.CharField(max_length=8, choices=ContestState.choices, default=ContestState.OPEN)
    answer = models.CharField(max_length=WORDS_MOST, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ContestQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="%(class)s_answer_has_its_author_and_words",
                condition=Q(state="open", answered_at=None, answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(state="open") & ~Q(answer="")),
            ),
        ]


class Contest(Contested):
    """Of one decision on a claim."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="contests")

    class Meta(Contested.Meta):
        constraints = [
            models.UniqueConstraint(fields=["decision"], condition=Q(state="open"), name="one_open_contest"),
            *Contested.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.state}"

    @property
    def person(self):
        return self.decision.claim.seeker.user


machine(Contest, CONTEST_TRANSITIONS)

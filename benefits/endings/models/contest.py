"""A person does not agree with the decision on their solidarity allowance; as with any other decision, somebody else answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from benefits.endings.models.claim import AssClaim
from benefits.entitlements.models import ContestState
from benefits.entitlements.models.claim import WORDS_MOST
from portal.states import machine

CONTEST_TRANSITIONS = {ContestState.OPEN: {ContestState.UPHELD, ContestState.CHANGED}}


class AssContestQuerySet(models.QuerySet["AssContest"]):
    def open(self) -> AssContestQuerySet:
        """What waits for an answer, the soonest due first."""
        return self.filter(state=ContestState.OPEN).order_by("answer_by", "pk")


class AssContest(models.Model):
    """In the person's own words; of one decision, that of ``decided_at``: a claim asked again is decided again."""

    claim = models.ForeignKey(AssClaim, models.PROTECT, related_name="contests")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """Who took that decision; nobody when it was automatic."""
    words = models.CharField(max_length=WORDS_MOST)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer_by = models.DateField()
    state = models.CharField(max_length=8, choices=ContestState.choices, default=ContestState.OPEN)
    answer = models.CharField(max_length=WORDS_MOST, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AssContestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(state="open"), name="one_open_ass_contest"),
            models.CheckConstraint(name="an_ass_contest_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="an_ass_answer_has_its_author_and_words",
                condition=Q(state="open", answered_at=None, answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(state="open") & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.state}"

    @property
    def person(self):
        return self.claim.seeker.user


machine(AssContest, CONTEST_TRANSITIONS)

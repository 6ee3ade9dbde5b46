"""Acting for a person: their agreement, once a conversation, and each act that was done under it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.states import machine

WORDS_MOST, OBJECTION_MOST = 200, 500
LATELY = timedelta(days=30)


class AgreementVia(models.TextChoices):
    PHONE = "phone", _("Au téléphone")
    AGENCY = "agency", _("À l’agence")
    EMAIL = "email", _("Par e-mail")
    POST = "post", _("Par courrier")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def open_with(self, person, advisor, now) -> AgreementQuerySet:
        """What ``person`` agreed to in the conversation that ``advisor`` has with them now."""
        return self.filter(person=person, advisor=advisor, ended_at=None, until__gt=now).order_by("-agreed_at")


class Agreement(models.Model):
    """The words by which a person lets one advisor act for them, in one conversation."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    via = models.CharField(max_length=6, choices=AgreementVia.choices)
    words = models.CharField(max_length=WORDS_MOST)
    agreed_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()
    """A conversation does not last longer: the next one asks again."""
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "advisor"], name="open_agreement", condition=Q(ended_at=None))]
        constraints = [
            models.CheckConstraint(name="agreed_in_words", condition=~Q(words="")),
            models.CheckConstraint(name="nobody_agrees_with_themselves", condition=~Q(person=F("advisor"))),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ({self.advisor_id})"


class ActState(models.TextChoices):
    DONE = "done", _("Fait avec votre accord")
    OBJECTED = "objected", _("Vous n’êtes pas d’accord : un conseiller vous rappelle")
    KEPT = "kept", _("Relu : rien ne change")
    CORRECTED = "corrected", _("Corrigé avec vous")
    WITHDRAWN = "withdrawn", _("Vous avez retiré votre désaccord")


ACT_TRANSITIONS = {
    ActState.DONE: {ActState.OBJECTED},
    ActState.OBJECTED: {ActState.KEPT, ActState.CORRECTED, ActState.WITHDRAWN},
}
ANSWERS = (ActState.CORRECTED, ActState.WITHDRAWN, ActState.KEPT)


class AssistedActQuerySet(models.QuerySet["AssistedAct"]):
    def of(self, user) -> AssistedActQuerySet:
        """What was done for the person who is signed in, the latest first."""
        return self.filter(agreement__person=user).order_by("-done_at", "-pk")

    def objected(self) -> AssistedActQuerySet:
        """Waiting for an answer, who waits longest first."""
        return self.filter(state=ActState.OBJECTED).order_by("objected_at", "pk")

    def lately(self, now) -> AssistedActQuerySet:
        """What the person may still object to, and what came of it in the last thirty days."""
        return self.filter(Q(state=ActState.DONE, object_until__gt=now) | Q(objected_at__gt=now - LATELY))

    def still_open(self, now) -> AssistedActQuerySet:
        """The person may still say that this is not what they asked for."""
        return self.filter(state=ActState.DONE, object_until__gt=now)


class AssistedAct(models.Model):
    """One act of the person, done by the advisor whom they had let act; what is answered when they object."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=24)
    """The code of what was done (``acts.ACTS``)."""
    subject = models.CharField(max_length=80, blank=True)
    """What it was done on, as its address says; empty when it is the person's file."""
    done = models.CharField(max_length=200)
    """What was done, as the person reads it; of an account only its last four digits."""
    state = models.CharField(max_length=9, choices=ActState.choices, default=ActState.DONE)
    done_at = models.DateTimeField(default=clock.now)
    object_until = models.DateTimeField()
    objected_at = models.DateTimeField(null=True, blank=True)
    objection = models.CharField(max_length=OBJECTION_MOST, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=OBJECTION_MOST, blank=True)

    objects = AssistedActQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["objected_at"], name="act_objected", condition=Q(state="objected"))]
        constraints = [
            models.CheckConstraint(
                name="act_objected_in_time",
                condition=Q(state="done", objected_at=None)
                | Q(objected_at__isnull=False, objected_at__lte=F("object_until")) & ~Q(state="done") & ~Q(objection=""),
            ),
            models.CheckConstraint(
                name="answered_act_has_its_words_and_hand",
                condition=Q(state__in=["done", "objected"], answered_at=None, answered_by=None, answer="")
                | Q(
                    state__in=["kept", "corrected", "withdrawn"], answered_at__isnull=False, answered_by__isnull=False
                )
                & ~Q(answer=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.act} {self.state}"

    @property
    def person(self):
        return self.agreement.person

    def may_be_objected(self, now: datetime) -> bool:
        return self.state == ActState.DONE and now < self.object_until


machine(AssistedAct, ACT_TRANSITIONS)

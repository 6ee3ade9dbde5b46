"""The claim of the solidarity allowance (ASS), prepared before the right ends with all that is known."""

from __future__ import annotations

import uuid
from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benefits.entitlements.models import Entitlement, Scheme
from benefits.rules import ordinals
from portal import clock
from portal.month_field import MonthField
from portal.states import machine
from seekers.profiles.models import Seeker

CONTEST_MONTHS = 2


class AssState(models.TextChoices):
    PREPARED = "prepared", _("Préparée, à compléter")
    SUBMITTED = "submitted", _("Envoyée, un conseiller la regarde")
    GRANTED = "granted", _("Accordée")
    REFUSED = "refused", _("Refusée")
    EXPIRED = "expired", _("Trop tard")


TRANSITIONS = {
    AssState.PREPARED: {AssState.SUBMITTED, AssState.EXPIRED},
    AssState.SUBMITTED: {AssState.GRANTED, AssState.REFUSED},
    AssState.REFUSED: {AssState.PREPARED, AssState.GRANTED},
}
"""REFUSED → PREPARED: the person's situation has changed, they ask again.  REFUSED → GRANTED: they contested, and were right."""


class AssReason(models.TextChoices):
    """Why it was refused, or why a person must look at it."""

    CAREER = "career", _("Pas assez d’années de travail dans les dix ans avant la fin du contrat")
    RESOURCES = "resources", _("Les ressources du foyer dépassent le plafond")
    NOT_SEARCHING = "not_searching", _("Pas de recherche d’emploi en ce moment")
    STOPPED_INCOME = "stopped_income", _("Un revenu du foyer s’est arrêté : à vérifier")
    CAREER_CLOSE = "career_close", _("Les années de travail sont proches de la limite : à vérifier")


LOOKED_AT = (AssReason.STOPPED_INCOME, AssReason.CAREER_CLOSE)


class AssClaimQuerySet(models.QuerySet["AssClaim"]):
    def of(self, user) -> AssClaimQuerySet:
        """What belongs to the person who is signed in, the newest first."""
        return self.filter(seeker__user=user).order_by("-pk")

    def to_look_at(self) -> AssClaimQuerySet:
        """What waits for a benefit advisor, the oldest first."""
        return self.filter(state=AssState.SUBMITTED).order_by("submitted_at", "pk")

    def to_open(self) -> AssClaimQuerySet:
        """Granted, and the right before it is used up."""
        return self.filter(state=AssState.GRANTED, opened=None, entitlement__state="exhausted").order_by("pk")

    def too_late(self, today) -> AssClaimQuerySet:
        return self.filter(state=AssState.PREPARED, claim_until__lt=today).order_by("pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class AssClaim(models.Model):
    """One for each right that ends: after ARE a first claim, after six months of ASS a renewal.  Unknown facts are None."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="ass_claims")
    entitlement = models.OneToOneField(Entitlement, models.PROTECT, related_name="ass_claim")
    """The right that ends."""
    state = models.CharField(max_length=10, choices=AssState.choices, default=AssState.PREPARED)
    prepared_at = models.DateTimeField()
    claim_until = models.DateField()
    """Two years after the end of the right (R5423-1)."""

    lives_as_couple = models.BooleanField(null=True, blank=True)
    children_raised = models.PositiveSmallIntegerField(null=True, blank=True)
    worked_months = models.PositiveSmallIntegerField(null=True, blank=True)
    """Months of paid work in the ten years before the end of the contract."""
    still_searching = models.BooleanField(null=True, blank=True)
    stopped_cents = models.BigIntegerField(null=True, blank=True)
    """Of the twelve months together, income that has stopped for good."""
    stopped_is_replaced = models.BooleanField(null=True, blank=True)

    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """None: decided by the rules alone."""
    note = models.CharField(max_length=300, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    """Codes of ``AssReason``."""
    monthly_resources_cents = models.BigIntegerField(null=True, blank=True)
    """The mean of the twelve months as the law counts them, once submitted."""
    ceiling_cents = models.BigIntegerField(null=True, blank=True)
    monthly_cents = models.BigIntegerField(null=True, blank=True)
    """What a whole month would pay."""
    opened = models.OneToOneField(Entitlement, models.PROTECT, null=True, blank=True, related_name="opened_by_claim")

    objects = AssClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ass_submitted_is_whole",
                condition=Q(state__in=["prepared", "expired"])
                | Q(
                    submitted_at__isnull=False, lives_as_couple__isnull=False, still_searching__isnull=False,
                    monthly_resources_cents__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="ass_decided_has_its_time",
                condition=~Q(state__in=["granted", "refused"]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(name="ass_opened_is_granted", condition=Q(opened=None) | Q(state="granted")),
            models.CheckConstraint(name="ass_refused_has_reasons", condition=~Q(state="refused") | ~Q(reasons=[])),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "submitted_at"], name="ass_claim_state")]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.state}"

    @property
    def person(self):
        return self.seeker.user

    @property
    def is_renewal(self) -> bool:
        """Six months of ASS end: the career is not looked at again."""
        return self.entitlement.scheme == Scheme.ASS

    @property
    def contest_until(self) -> date | None:
        """The last day of the two months (R5312-47, R5426-19); None while nothing is decided."""
        if self.decided_at is None:
            return None
        decided_on = clock.day_of(self.decided_at)
        return date.fromordinal(int(ordinals.plus_months(decided_on.toordinal(), CONTEST_MONTHS)))

    @property
    def reason_labels(self) -> list[str]:
        return [str(AssReason(code).label) for code in self.reasons]


machine(AssClaim, TRANSITIONS)


class MonthResources(models.Model):
    """What the household received in one month, before tax; None: not said yet."""

    claim = models.ForeignKey(AssClaim, models.CASCADE, related_name="months")
    month = MonthField()
    cents = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "month"], name="one_line_of_resources_a_month"),
            models.CheckConstraint(name="resources_are_not_negative", condition=Q(cents=None) | Q(cents__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.month}"

    @property
    def person(self):
        return self.claim.seeker.user

"""A claim for the allowance, and what was decided on it."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benefits.entitlements.models.entitlement import Entitlement
from portal import clock
from portal.states import machine
from seekers.profiles.models import Seeker
from seekers.registration.models import Application, EndReason

WORDS_MOST = 1_000


class ClaimState(models.TextChoices):
    RECEIVED = "received", _("Reçue")
    MISSING_PROOF = "missing_proof", _("Il manque un document")
    TO_REVIEW = "to_review", _("Étudiée par un conseiller")
    GRANTED = "granted", _("Accordée")
    REFUSED = "refused", _("Refusée")


CLAIM_TRANSITIONS = {
    ClaimState.RECEIVED: {
        ClaimState.MISSING_PROOF,
        ClaimState.TO_REVIEW,
        ClaimState.GRANTED,
        ClaimState.REFUSED,
    },
    ClaimState.MISSING_PROOF: {ClaimState.TO_REVIEW, ClaimState.GRANTED, ClaimState.REFUSED},
    ClaimState.TO_REVIEW: {ClaimState.MISSING_PROOF, ClaimState.GRANTED, ClaimState.REFUSED},
    ClaimState.GRANTED: {ClaimState.TO_REVIEW, ClaimState.REFUSED},
    ClaimState.REFUSED: {ClaimState.TO_REVIEW, ClaimState.GRANTED},
}
"""Back from a decision to TO_REVIEW: new facts contradict it, or would lower it, and only a person decides that."""

WAITING = (ClaimState.RECEIVED, ClaimState.MISSING_PROOF, ClaimState.TO_REVIEW)
DECIDED = (ClaimState.GRANTED, ClaimState.REFUSED)


class Reason(models.TextChoices):
    """Why a claim is not decided by itself: first what the person can send, then what a person of ours must look at."""

    MISSING_IDENTITY = "missing_identity", _("Pièce d’identité à envoyer")
    MISSING_CERTIFICATE = "missing_certificate", _("Attestation employeur à envoyer")
    MISSING_BANK = "missing_bank", _("Compte bancaire à donner")
    LATE_PROOF = "late_proof", _("Document attendu, date passée : joindre la personne")
    DOCUMENT_TO_READ = "document_to_read", _("Document reçu, à lire")
    CONTRADICTION = "contradiction", _("L’attestation de l’employeur dit autre chose")
    UNTOLD_JOB = "untold_job", _("Un employeur déclare un emploi non indiqué")
    OVERLAP = "overlap", _("Emplois aux mêmes dates")
    RESIGNATION = "resignation", _("Démission")
    LEGITIMATE_RESIGNATION = "legitimate_resignation", _("Démission légitime à vérifier")
    CAREER_PROJECT = "career_project", _("Projet de reconversion : lire l’attestation de Transitions Pro")
    SECURITY_CONTRACT = "security_contract", _("CSP : ouvrir l’allocation de sécurisation professionnelle")
    WORKED_ABROAD = "worked_abroad", _("Travail dans un autre pays : formulaire U1, convention")
    MAYOTTE = "mayotte", _("Règles de Mayotte : calcul à faire")
    OTHER_END = "other_end", _("Fin de contrat à préciser")
    STILL_WORKING = "still_working", _("Travaille encore dans un emploi")
    NEAR_PENSION = "near_pension", _("Âge de la retraite : vérifier la retraite à taux plein")
    UNKNOWN_FIGURES = "unknown_figures", _("Fin de contrat hors des textes connus")
    LESS_FAVOURABLE = "less_favourable", _("Le nouveau calcul serait moins favorable")
    CONTESTED = "contested", _("Décision contestée")
    OBJECTED = "objected", _("La personne ne reconnaît pas ce qui a été signé pour elle")


FOR_THE_PERSON = (Reason.MISSING_IDENTITY, Reason.MISSING_CERTIFICATE, Reason.MISSING_BANK)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def of(self, user) -> ClaimQuerySet:
        """What belongs to the person who is signed in, newest first."""
        return self.filter(seeker__user=user).order_by("-received_at", "-pk")

    def waiting(self) -> ClaimQuerySet:
        return self.filter(state__in=WAITING)

    def to_review(self) -> ClaimQuerySet:
        """What a benefit advisor must look at, the most pressing promise first."""
        return self.filter(state=ClaimState.TO_REVIEW).order_by("answer_by", "pk")

    def to_examine(self) -> ClaimQuerySet:
        """Facts have moved since the last examination: what a lost bell left behind, oldest first."""
        return self.waiting().filter(examined_at=None).order_by("pk")

    def late(self, today) -> ClaimQuerySet:
        """What we asked for has not come by the day we gave: an advisor takes it up."""
        asked = self.filter(state=ClaimState.MISSING_PROOF, answer_by__lt=today)
        return asked.exclude(reasons__contains=[Reason.LATE_PROOF]).order_by("pk")


class Claim(models.Model):
    """One claim a signed application.  ``reasons`` says why it is not decided yet; empty once it is."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="claims")
    application = models.OneToOneField(Application, models.PROTECT, related_name="claim")
    claimed_on = models.DateField()
    """The day of the application: nothing is paid before it."""
    state = models.CharField(max_length=14, choices=ClaimState.choices, default=ClaimState.RECEIVED)
    reasons = ArrayField(models.CharField(max_length=24, choices=Reason.choices), default=list, blank=True)
    answer_by = models.DateField()
    """The day by which the person has our answer, or by which we expect theirs (Europe/Paris)."""
    received_at = models.DateTimeField(default=clock.now)
    examined_at = models.DateTimeField(null=True, blank=True)
    """None again as soon as a fact moves (a document, a certificate, an account): it is to be examined."""
    decided_at = models.DateTimeField(null=True, blank=True)
    """The last decision."""

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decided_claim_has_its_time",
                condition=~Q(state__in=DECIDED) | Q(decided_at__isnull=False, reasons=[]),
            ),
            models.CheckConstraint(
                name="waiting_claim_says_why",
                condition=~Q(state__in=[ClaimState.MISSING_PROOF, ClaimState.TO_REVIEW]) | ~Q(reasons=[]),
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], name="claim_to_review", condition=Q(state=ClaimState.TO_REVIEW)),
            models.Index(fields=["id"], name="claim_to_examine", condition=Q(state__in=WAITING, examined_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.state} {self.claimed_on}"

    @property
    def person(self):
        return self.seeker.user

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def reasons_in_words(self) -> list[str]:
        """For the staff."""
        return [str(Reason(each).label) for each in self.reasons]


machine(Claim, CLAIM_TRANSITIONS)


class Correction(models.Model):
    """What a benefit advisor established of one job, on the strength of a proof.  The last one of a job counts."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="corrections")
    position = models.PositiveSmallIntegerField()
    """Of the ``Employment`` of the application."""
    starts_on = models.DateField()
    ends_on = models.DateField()
    gross_cents = models.BigIntegerField()
    minutes = models.PositiveIntegerField()
    end_reason = models.CharField(max_length=30, choices=EndReason.choices)
    seasonal = models.BooleanField(default=False)
    termination_indemnity_cents = models.BigIntegerField(default=0)
    holiday_indemnity_cents = models.BigIntegerField(default=0)
    why = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="corrected_job_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="corrected_amounts_are_not_negative",
                condition=Q(gross_cents__gte=0, termination_indemnity_cents__gte=0, holiday_indemnity_cents__gte=0),
            ),
            models.CheckConstraint(name="a_correction_says_why", condition=~Q(why="")),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.position}"


class Outcome(models.TextChoices):
    GRANTED = "granted", _("Droit ouvert")
    RESUMED = "resumed", _("Droit repris")
    RECHARGED = "recharged", _("Droit rechargé")
    REFUSED = "refused", _("Pas de droit")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def of(self, user) -> DecisionQuerySet:
        return self.filter(claim__seeker__user=user).order_by("-decided_at", "-pk")

    def standing(self, user) -> DecisionQuerySet:
        """The last decision on each claim of a person, of which no contest is open: what they may still contest in time."""
        last = self.filter(claim__seeker__user=user).order_by("claim", "-number").distinct("claim")
        return self.filter(pk__in=last.values("pk")).exclude(contests__state="open").order_by("pk")


class Decision(models.Model):
    """What was decided, with all that it rests on: never changed, never removed.  A new computation is a new number."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    """1 for the first of a claim."""
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    automatic = models.BooleanField()
    career = models.JSONField()
    """The facts that were priced: ``careers.written`` of the ``Career``."""
    figures = models.JSONField()
    """Every figure of the ``Rights``, by name: cents, days, ordinals."""
    lines = models.JSONField(default=list)
    """The explanation: a list of ``[rule, inputs, result, unit, source]``."""
    words = models.CharField(max_length=WORDS_MOST, blank=True)
    """What the advisor who decided adds, as the person reads it."""
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    contest_until = models.DateField()
    """Last day of the two months (R5426-19), Europe/Paris."""

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="one_decision_a_number"),
            models.CheckConstraint(
                name="a_grant_has_its_right", condition=Q(outcome=Outcome.REFUSED) | Q(entitlement__isnull=False)
            ),
            models.CheckConstraint(
                name="somebody_or_automatic",
                condition=Q(automatic=True, decided_by=None) | Q(automatic=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_person_who_refuses_says_why",
                condition=Q(automatic=True) | ~Q(outcome=Outcome.REFUSED) | ~Q(words=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.claim_id}-{self.number} {self.outcome}"

    @property
    def person(self):
        return self.claim.seeker.user

    @property
    def is_refusal(self) -> bool:
        return self.outcome == Outcome.REFUSED

"""The working life that an application tells, and what employers say of it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from seekers.registration.models.application import Application


class EndReason(models.TextChoices):
    DISMISSAL = "dismissal", _("Licenciement")
    ECONOMIC_DISMISSAL = "economic_dismissal", _("Licenciement économique")
    END_OF_FIXED_TERM = "end_of_fixed_term", _("Fin de CDD ou de mission d’intérim")
    AGREED_TERMINATION = "agreed_termination", _("Rupture conventionnelle")
    END_OF_TRIAL = "end_of_trial", _("Fin de période d’essai, par l’employeur")
    RESIGNATION = "resignation", _("Démission")
    LEGITIMATE_RESIGNATION = "legitimate_resignation", _("Démission légitime (déménagement du conjoint, violences…)")
    CAREER_PROJECT = "career_project", _("Démission pour un projet de reconversion reconnu (Transitions Pro)")
    SECURITY_CONTRACT = "security_contract", _("Licenciement économique, avec un CSP (contrat de sécurisation)")
    STILL_WORKING = "still_working", _("Je travaille encore dans cet emploi")
    OTHER = "other", _("Autre raison")


class Employment(models.Model):
    """One job, as it was signed.  Gross pay in cents over the job, or over the part of it in the reference period."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="employments")
    position = models.PositiveSmallIntegerField()
    employer = models.CharField(max_length=80)
    siret = models.CharField(max_length=14, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """None while the person still works there (``STILL_WORKING``)."""
    gross_cents = models.BigIntegerField()
    minutes = models.PositiveIntegerField()
    """Time worked in all, in minutes."""
    end_reason = models.CharField(max_length=30, choices=EndReason.choices)
    seasonal = models.BooleanField(default=False)
    termination_indemnity_cents = models.BigIntegerField(default=0)
    """What was paid beyond the legal minimum for the end of the contract: it delays the first day paid."""
    holiday_indemnity_cents = models.BigIntegerField(default=0)
    """Holiday not taken, paid at the end of the contract (ICCP)."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="one_employment_per_position"),
            models.CheckConstraint(
                name="employment_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="employment_amounts_are_not_negative",
                condition=Q(gross_cents__gte=0, termination_indemnity_cents__gte=0, holiday_indemnity_cents__gte=0),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.employer


class InterruptionKind(models.TextChoices):
    SICK_LEAVE = "sick_leave", _("Arrêt maladie")
    MATERNITY = "maternity", _("Congé maternité, paternité ou d’adoption")
    WORK_ACCIDENT = "work_accident", _("Accident du travail ou maladie professionnelle")
    TRAINING = "training", _("Formation")
    PARENTAL_LEAVE = "parental_leave", _("Congé parental")
    OTHER = "other", _("Autre interruption")


class Interruption(models.Model):
    """Days inside a job, or between two, that the law may leave out of the count."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="interruptions")
    kind = models.CharField(max_length=20, choices=InterruptionKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(name="interruption_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"


class EmployerCertificateQuerySet(models.QuerySet["EmployerCertificate"]):
    def about(self, nir: str) -> EmployerCertificateQuerySet:
        """What employers have sent about this person, by their social security number; the latest end first."""
        return self.filter(nir=nir).order_by("-ends_on", "-pk")


class EmployerCertificate(models.Model):
    """What an employer declared at the end of a contract (attestation employeur, R1234-9), sent to us by the employer.

    Never shown to somebody who only typed a NIR: shown once the State has vouched for the identity; otherwise only compared.
    """

    reference = models.CharField(max_length=40, unique=True)
    """The sender's own number: the same certificate sent twice is one."""
    nir = models.CharField(max_length=15, db_index=True)
    employer = models.CharField(max_length=80)
    siret = models.CharField(max_length=14)
    starts_on = models.DateField()
    ends_on = models.DateField()
    gross_cents = models.BigIntegerField()
    minutes = models.PositiveIntegerField()
    end_reason = models.CharField(max_length=30, choices=EndReason.choices)
    seasonal = models.BooleanField(default=False)
    termination_indemnity_cents = models.BigIntegerField(default=0)
    holiday_indemnity_cents = models.BigIntegerField(default=0)
    received_at = models.DateTimeField(default=clock.now)

    objects = EmployerCertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="certificate_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="certificate_amounts_are_not_negative",
                condition=Q(gross_cents__gte=0, termination_indemnity_cents__gte=0, holiday_indemnity_cents__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

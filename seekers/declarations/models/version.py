"""What was sent, with its employers and its days."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from seekers.declarations.models.declaration import Declaration


class Via(models.TextChoices):
    WEB = "web", _("En ligne")
    API = "api", _("Par l’application")
    PHONE = "phone", _("Par téléphone, avec un conseiller")
    AGENCY = "agency", _("En agence, avec un conseiller")
    PAPER = "paper", _("Sur papier, recopiée par un conseiller")


class Version(models.Model):
    """What was sent, once and for ever.  A correction is a new version beside the old one."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=12, unique=True)
    """The short code of the proof, which can be read aloud on the phone."""
    content_sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    via = models.CharField(max_length=10, choices=Via.choices, default=Via.WEB)

    gross_pay_cents = models.BigIntegerField(default=0)
    """Gross pay of all the month's employers together."""
    minutes_worked = models.PositiveIntegerField(default=0)
    non_payable_days = models.PositiveSmallIntegerField(default=0)
    """Days of the month that are not paid (sick leave, maternity, after the end of registration), each counted once."""
    in_training = models.BooleanField(default=False)
    still_looking = models.BooleanField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, blank=True)
    confirmed = models.JSONField(default=list, blank=True)
    """Codes of the surprising answers that the person confirmed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["declaration", "number"], name="one_version_per_number"),
            models.CheckConstraint(name="pay_is_not_negative", condition=Q(gross_pay_cents__gte=0)),
            models.CheckConstraint(
                name="ending_has_its_date_and_reason",
                condition=Q(still_looking=True, ends_on=None, end_reason="")
                | (Q(still_looking=False, ends_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.receipt

    @property
    def person(self):
        return self.declaration.seeker.user


class EmployerLine(models.Model):
    """One employer of the month, in the person's order."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="employers")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    minutes = models.PositiveIntegerField()
    gross_cents = models.BigIntegerField()
    ended = models.BooleanField(default=False)
    estimated = models.BooleanField(default=False)
    """Nothing received from the employer yet: the person declares what they expect."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_employer_per_position"),
            models.CheckConstraint(name="employer_pay_is_not_negative", condition=Q(gross_cents__gte=0)),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class SpanKind(models.TextChoices):
    TRAINING = "training", _("Formation")
    INTERNSHIP = "internship", _("Stage")
    SICK_LEAVE = "sick_leave", _("Arrêt maladie")
    MATERNITY = "maternity", _("Congé maternité")
    PATERNITY = "paternity", _("Congé paternité")
    PENSION = "pension", _("Retraite")
    DISABILITY_PENSION = "disability_pension", _("Pension d’invalidité")


class Span(models.Model):
    """A stretch of days, kept as it was given: two sick leaves stay two."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="spans")
    kind = models.CharField(max_length=20, choices=SpanKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """None: still going on at the end of the month."""

    class Meta:
        ordering = ["kind", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="span_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"

"""What made us think that the site is hard for a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from seekers.profiles.models.seeker import Seeker


class AutonomySign(models.TextChoices):
    LOCKED_OUT = "locked_out", _("Compte bloqué après dix essais de connexion")
    LOST_PASSWORD = "lost_password", _("Mot de passe redemandé")
    DRAFT_ABANDONED = "draft_abandoned", _("Déclaration commencée en ligne, jamais envoyée")
    AT_COUNTER = "at_counter", _("Déclare d’habitude avec un conseiller ou sur papier")
    REGISTERED_TOGETHER = "registered_together", _("Inscription faite avec un conseiller ou sur papier")


class AutonomyObservationQuerySet(models.QuerySet["AutonomyObservation"]):
    def counted(self) -> AutonomyObservationQuerySet:
        """Those that nobody has set aside, the latest first."""
        return self.filter(dismissed_at=None).order_by("-seen_at", "-pk")


class AutonomyObservation(models.Model):
    """One thing that made us think that the site is hard for a person, with its evidence: shown to them, and set aside by them or
    by their advisor when it means nothing.  Forgotten after a year."""

    seeker = models.ForeignKey(Seeker, models.CASCADE, related_name="autonomy_observations")
    sign = models.CharField(max_length=20, choices=AutonomySign.choices)
    key = models.CharField(max_length=60)
    """What may be noticed once: a month, a day, a way of declaring."""
    evidence = models.JSONField(default=dict)
    """Codes and dates, never what was typed."""
    seen_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AutonomyObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker", "sign", "key"], name="noticed_once"),
            models.CheckConstraint(
                name="set_aside_by_somebody", condition=Q(dismissed_at=None) | Q(dismissed_by__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["seen_at"], name="observations_by_age")]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.sign}"

    @property
    def person(self):
        return self.seeker.user

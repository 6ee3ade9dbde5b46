"""What a person needs to be received well."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from seekers.profiles.models.seeker import Seeker


class AdjustmentKind(models.TextChoices):
    HEARING = "hearing", _("Entendre : écrit, langue des signes, boucle magnétique")
    SEEING = "seeing", _("Voir : grands caractères, lecteur d’écran, braille")
    MOVING = "moving", _("Se déplacer : accès de plain-pied, rendez-vous à distance")
    UNDERSTANDING = "understanding", _("Comprendre : mots simples, plus de temps, une personne qui accompagne")
    OTHER = "other", _("Autre besoin")


class AdjustmentNeedQuerySet(models.QuerySet["AdjustmentNeed"]):
    def given(self) -> AdjustmentNeedQuerySet:
        """Needs that the person still agrees to share."""
        return self.filter(withdrawn_at=None)


class AdjustmentNeed(models.Model):
    """What a person needs to be received well, because of a disability: told by consent, seen only by those who receive
    them, erased when the consent is withdrawn."""

    seeker = models.OneToOneField(Seeker, models.PROTECT, related_name="adjustment_need")
    kinds = ArrayField(models.CharField(max_length=20, choices=AdjustmentKind.choices), default=list)
    words = models.CharField(max_length=500, blank=True)
    consented_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AdjustmentNeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_withdrawn_need_says_nothing", condition=Q(withdrawn_at=None) | Q(kinds=[], words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id}"

    @property
    def labels(self) -> list[str]:
        """What is needed, in words."""
        return [str(AdjustmentKind(kind).label) for kind in self.kinds]

    @property
    def person(self):
        return self.seeker.user

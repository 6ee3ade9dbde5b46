"""The compensating operation: takes back what an extension gave and nobody has used."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benefits.extensions.models.extension import Extension
from portal.states import machine


class ReversalState(models.TextChoices):
    PREPARED = "prepared", _("Préparée, à libérer")
    RELEASED = "released", _("Libérée, en cours")
    DONE = "done", _("Terminée")
    CANCELLED = "cancelled", _("Abandonnée")


REVERSAL_TRANSITIONS = {
    ReversalState.PREPARED: {ReversalState.RELEASED, ReversalState.CANCELLED},
    ReversalState.RELEASED: {ReversalState.DONE},
}


class ReversalQuerySet(models.QuerySet["Reversal"]):
    def live(self) -> ReversalQuerySet:
        return self.exclude(state=ReversalState.CANCELLED)

    def under_way(self) -> ReversalQuerySet:
        return self.filter(state=ReversalState.RELEASED)


class Reversal(models.Model):
    """``days`` and ``consumed_days`` are what was counted when it was prepared, for the person who releases it."""

    extension = models.ForeignKey(Extension, models.PROTECT, related_name="reversals")
    state = models.CharField(max_length=10, choices=ReversalState.choices, default=ReversalState.PREPARED)
    legal_reference = models.CharField(_("texte ou décision"), max_length=200)
    why = models.CharField(_("raison, en mots simples"), max_length=200)
    """The sentence that each person reads."""
    rights = models.IntegerField()
    days = models.IntegerField()
    consumed_days = models.IntegerField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ReversalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["extension"], condition=~Q(state="cancelled"), name="one_reversal_of_an_extension"
            ),
            models.CheckConstraint(
                name="reversal_four_eyes", condition=Q(released_by=None) | ~Q(released_by=F("prepared_by"))
            ),
            models.CheckConstraint(
                name="released_reversal_has_its_people",
                condition=~Q(state__in=["released", "done"]) | Q(released_by__isnull=False, released_at__isnull=False),
            ),
            models.CheckConstraint(
                name="done_reversal_has_its_time", condition=~Q(state="done") | Q(done_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


machine(Reversal, REVERSAL_TRANSITIONS)

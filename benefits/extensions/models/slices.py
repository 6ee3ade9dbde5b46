"""The work of an extension, cut for several workers: one slice is one transaction."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benefits.extensions.models.extension import Extension
from portal.states import machine


class SliceState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    DONE = "done", _("Faite")
    TAKEN_BACK = "taken_back", _("Reprise")


SLICE_TRANSITIONS = {SliceState.WAITING: {SliceState.DONE}, SliceState.DONE: {SliceState.TAKEN_BACK}}


class SliceQuerySet(models.QuerySet["Slice"]):
    def untold(self) -> SliceQuerySet:
        """Their people do not know yet what was given or taken back.  Taken back before anybody was told: only that."""
        given, back = Q(state=SliceState.DONE, told_at=None), Q(state=SliceState.TAKEN_BACK, told_back_at=None)
        return self.filter(given | back)


class Slice(models.Model):
    """Rights from an id to an id.  ``counted`` of them were in the rule when it was counted, ``extended`` when it ran."""

    extension = models.ForeignKey(Extension, models.PROTECT, related_name="slices")
    number = models.IntegerField()
    state = models.CharField(max_length=10, choices=SliceState.choices, default=SliceState.WAITING)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    counted = models.IntegerField()
    extended = models.IntegerField(null=True, blank=True)
    extended_days = models.IntegerField(null=True, blank=True)
    taken_days = models.IntegerField(null=True, blank=True)
    consumed_days = models.IntegerField(null=True, blank=True)
    """Days that were given and are used up: a reversal does not take them back."""
    done_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    told_back_at = models.DateTimeField(null=True, blank=True)

    objects = SliceQuerySet.as_manager()

    class Meta:
        ordering = ["extension", "number"]
        constraints = [
            models.UniqueConstraint(fields=["extension", "number"], name="one_slice_per_number"),
            models.CheckConstraint(name="slice_is_a_range", condition=Q(first_id__lte=F("last_id"))),
            models.CheckConstraint(
                name="done_slice_has_its_figures",
                condition=Q(state="waiting", extended=None, done_at=None)
                | Q(extended__isnull=False, extended_days__isnull=False, done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="slice_taken_back_adds_up",
                condition=~Q(state="taken_back")
                | Q(taken_back_at__isnull=False, extended_days=F("taken_days") + F("consumed_days")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.extension_id}/{self.number}"


machine(Slice, SLICE_TRANSITIONS)

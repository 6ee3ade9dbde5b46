"""The work that a registered person looks for, and what they can do now."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import clock
from seekers.profiles.models import Seeker


class Contract(models.TextChoices):
    PERMANENT = "permanent", _("CDI")
    FIXED_TERM = "fixed_term", _("CDD")
    TEMPORARY = "temporary", _("Intérim")
    SEASONAL = "seasonal", _("Saisonnier")
    APPRENTICESHIP = "apprenticeship", _("Alternance")


class SearchQuerySet(models.QuerySet["Search"]):
    def of(self, user) -> SearchQuerySet:
        return self.filter(seeker__user=user)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Search(models.Model):
    """What a person seeks.  One row a person, changed as they change their mind."""

    seeker = models.OneToOneField(Seeker, models.PROTECT, related_name="search")
    occupation = models.CharField(_("métier (ROME)"), max_length=5)
    title = models.CharField(_("emploi recherché"), max_length=120)
    mobility_km = models.PositiveSmallIntegerField(_("distance acceptée, en kilomètres"), default=30)
    contracts = ArrayField(models.CharField(max_length=20, choices=Contract.choices), default=list, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(default=35)
    available = models.BooleanField(default=True)
    """Free to take a job now (R5411-9)."""
    changed_at = models.DateTimeField(default=clock.now)

    objects = SearchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "searches"

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.occupation}"

    @property
    def person(self):
        return self.seeker.user

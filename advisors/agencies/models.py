"""Agencies and the people who work there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Agency(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(_("nom"), max_length=80)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    opening_hours = models.CharField(_("horaires"), max_length=120, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Paris")

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """Where a member of staff works.  What they may do is their role, on the account."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posting")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="postings")

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.agency_id}"

    @property
    def person(self):
        return self.user

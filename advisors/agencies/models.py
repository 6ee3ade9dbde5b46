"""Agencies, the people who work there, the places they serve and the people they receive."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.reference.models import Commune
from seekers.profiles.models import Seeker

THREE_DIGITS = ("97", "98")
"""Overseas, a department has three digits: ``974``."""
CORSICA = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}


class AgencyQuerySet(models.QuerySet["Agency"]):
    def first_of(self, department: Any) -> AgencyQuerySet:
        """The agencies of a department, that with the lowest code first."""
        return self.filter(department=department).order_by("code")


class Agency(models.Model):
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(_("nom"), max_length=80)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    opening_hours = models.CharField(_("horaires"), max_length=120, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Paris")
    department = models.CharField(max_length=3, blank=True, db_index=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

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


class Territory(models.Model):
    """The agency that serves a commune: the nearest of its department, unless somebody said otherwise."""

    commune = models.OneToOneField(Commune, models.PROTECT, primary_key=True, related_name="territory")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="territory")
    by_hand = models.BooleanField(default=False)
    """Decided by a director: no later import changes it."""

    class Meta:
        verbose_name_plural = "territories"

    def __str__(self) -> str:
        return f"{self.commune_id} → {self.agency_id}"


class How(models.TextChoices):
    """From what the agency of a person follows."""

    COMMUNE = "commune", _("sa commune")
    POSTCODE = "postcode", _("son code postal")
    DEPARTMENT = "department", _("son département")
    BY_HAND = "by_hand", _("choix de la direction")
    NONE = "none", _("aucune agence ne convient")


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def live(self) -> AttachmentQuerySet:
        return self.filter(ended_at=None)

    def without_agency(self) -> AttachmentQuerySet:
        """People whom no agency receives yet, the longest waiting first."""
        return self.live().filter(how=How.NONE).order_by("since", "pk")


class Attachment(models.Model):
    """Which agency receives a person, and since when; a move ends the row and begins another.

    ``how`` NONE without an agency: the row says that somebody must look, and a director's page lists it.
    """

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="attachments")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="attachments")
    how = models.CharField(max_length=10, choices=How.choices)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker"], condition=Q(ended_at=None), name="one_live_attachment"),
            models.CheckConstraint(
                name="no_agency_is_said_so",
                condition=Q(how=How.NONE, agency=None) | ~Q(how=How.NONE) & Q(agency__isnull=False),
            ),
            models.CheckConstraint(
                name="an_attachment_ends_after_it_began", condition=Q(ended_at=None) | Q(ended_at__gte=F("since"))
            ),
        ]
        indexes = [
            models.Index(fields=["since"], condition=Q(ended_at=None, how="none"), name="people_without_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} → {self.agency_id}"

    @property
    def person(self):
        return self.seeker.user


def with_agency(seekers: models.QuerySet[Seeker]) -> models.QuerySet[Seeker]:
    """Each person with the agency that follows from where they live: ``by_commune``, ``by_postcode``, ``by_department``.

    One question for one person or a million.  By postcode: the agency of its largest commune that has one.
    """
    served = Territory.objects.all()
    at_postcode = served.filter(commune__postcodes__contains=[OuterRef("postcode")])
    corsica = [When(postcode__startswith=digits, then=Value(code)) for digits, code in CORSICA.items()]
    overseas = [When(postcode__startswith=digits, then=Left("postcode", 3)) for digits in THREE_DIGITS]
    return seekers.annotate(
        by_commune=Subquery(served.filter(commune=OuterRef("commune_code")).values("agency")),
        by_postcode=Subquery(at_postcode.order_by("-commune__population", "commune").values("agency")[:1]),
        lives_in=Case(*corsica, *overseas, default=Left("postcode", 2), output_field=models.CharField()),
        by_department=Subquery(Agency.objects.first_of(OuterRef("lives_in")).values("pk")[:1]),
    )

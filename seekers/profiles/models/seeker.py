"""The person: identity, how to reach them, how at ease they are online."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from portal import clock
from portal.notifications.models import Channel
from seekers.profiles.rules import LOOKED_AT, ZONES


class Autonomy(models.TextChoices):
    UNKNOWN = "unknown", _("Pas encore demandé")
    LOW = "low", _("Peu à l’aise en ligne")
    MEDIUM = "medium", _("Assez à l’aise en ligne")
    HIGH = "high", _("À l’aise en ligne")


class Nationality(models.TextChoices):
    FRENCH = "french", _("Française")
    EUROPEAN = "european", _("D’un pays de l’Union européenne, de l’EEE ou de Suisse")
    OTHER = "other", _("D’un autre pays")


class UsualChannel(models.TextChoices):
    UNKNOWN = "unknown", _("Pas d’habitude connue")
    WEB = "web", _("En ligne")
    PHONE = "phone", _("Par téléphone")
    AGENCY = "agency", _("En agence")
    PAPER = "paper", _("Sur papier, par la poste")


class SeekerQuerySet(models.QuerySet["Seeker"]):
    def of(self, user) -> SeekerQuerySet:
        """The file of the person who is signed in, and no other."""
        return self.filter(user=user)

    def on_paper(self) -> SeekerQuerySet:
        """They asked for their forms by post, or are used to send them."""
        return self.filter(Q(forms_by_post=True) | Q(usual_channel=UsualChannel.PAPER))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    fields=["nir", "first_name", "last_name", "birth_date", "phone", "address_line", "postcode", "commune_code"],
    model_name="SeekerEvent",
)
class Seeker(models.Model):
    """A job seeker.  E-mail, language and display name stand on the account, ``user``."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seeker")
    nir = models.CharField(_("numéro de sécurité sociale"), max_length=15, null=True, blank=True, unique=True)
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom"), max_length=80)
    birth_date = models.DateField(_("date de naissance"))
    phone = PhoneNumberField(_("téléphone"), blank=True)
    birth_place = models.CharField(_("lieu de naissance"), max_length=80, blank=True)
    nationality = models.CharField(max_length=10, choices=Nationality.choices, blank=True)
    identity_from = models.CharField(max_length=20, blank=True)
    """Who vouches for the identity: ``franceconnect``, ``document``, ``advisor``; empty while it is only typed."""
    address_line = models.CharField(_("adresse"), max_length=120, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5)
    commune_code = models.CharField(_("commune (code INSEE)"), max_length=5, blank=True)
    zone = models.CharField(max_length=40, default="Europe/Paris")
    """The time zone where the person lives, from the postcode: deadlines are shown, and never shortened, by it."""

    preferred_channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    forms_by_post = models.BooleanField(default=False)
    """The monthly form comes by post, because the person asked for it."""
    phone_is_shared = models.BooleanField(_("téléphone partagé avec d’autres personnes"), default=False)
    phone_failed_at = models.DateTimeField(null=True, blank=True)
    email_failed_at = models.DateTimeField(null=True, blank=True)
    autonomy = models.CharField(max_length=10, choices=Autonomy.choices, default=Autonomy.UNKNOWN)
    """What the person says.  It chooses how we write and whom we call, never rights."""
    observed_autonomy = models.CharField(max_length=10, choices=Autonomy.choices, default=Autonomy.UNKNOWN)
    """What we noticed (``AutonomyObservation``): LOW when the signs add up, UNKNOWN otherwise; people judge themselves too well."""
    usual_channel = models.CharField(max_length=10, choices=UsualChannel.choices, default=UsualChannel.UNKNOWN)
    usual_channel_seen = models.CharField(max_length=40, blank=True)
    """The ways of the last declarations from which the habit was derived, newest first: ``phone,web,phone``."""
    created_at = models.DateTimeField(default=clock.now)

    objects = SeekerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="nir_is_not_empty", condition=~Q(nir="")),
            models.CheckConstraint(name="zone_is_french", condition=Q(zone__in=ZONES)),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def person(self):
        return self.user

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def is_on_paper(self) -> bool:
        return self.forms_by_post or self.usual_channel == UsualChannel.PAPER

    @property
    def usual_channel_reason(self) -> str:
        """Why we believe so, in a sentence; empty when no habit is known."""
        if self.usual_channel == UsualChannel.UNKNOWN:
            return ""
        seen = self.usual_channel_seen.split(",")
        return _("%(times)d des %(looked_at)d dernières déclarations : %(way)s") % {
            "times": seen.count(self.usual_channel),
            "looked_at": min(len(seen), LOOKED_AT),
            "way": UsualChannel(self.usual_channel).label.lower(),
        }

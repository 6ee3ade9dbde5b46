"""The person: identity, how to reach them, where the money goes, how at ease they are online."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from portal import clock
from portal.notifications.models import Channel
from seekers.profiles.rules import LOOKED_AT, ZONES

HOLDER_LENGTH = 70
"""What a SEPA file carries of a name."""


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


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def live(self) -> BankAccountQuerySet:
        return self.filter(ended_at=None)

    def usable(self, now: datetime) -> BankAccountQuerySet:
        """What may be paid to at ``now``: not refused by the bank, and not changed too lately."""
        return self.live().filter(Q(held_until=None) | Q(held_until__lte=now), refused_code="")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class BankAccount(models.Model):
    """Where a person is paid.  A new account ends the one before; a bank's refusal is written on it."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="bank_accounts")
    iban = models.CharField(max_length=34)
    holder = models.CharField(max_length=HOLDER_LENGTH)
    since = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    refused_code = models.CharField(max_length=4, blank=True)
    """The SEPA reason of the last return (AC04: closed account…); payments wait until a new account is given."""
    held_until = models.DateTimeField(null=True, blank=True)
    """An account that takes the place of another is paid only from then on: who was robbed has time to say so.  None: at
    once, because it is the first, or because an advisor checked it with the person."""

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker"], condition=Q(ended_at=None), name="one_live_bank_account"),
        ]

    def __str__(self) -> str:
        return f"…{self.iban[-4:]}"

    def is_held(self, now: datetime) -> bool:
        return self.held_until is not None and now < self.held_until

    @property
    def person(self):
        return self.seeker.user

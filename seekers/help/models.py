"""A person asks for a human being: by telephone, in writing, or face to face; and where help is near their home."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from portal import clock
from portal.notifications.rules.quiet import zone_of
from portal.states import machine
from seekers.help import matters, rules


class Way(models.TextChoices):
    CALL = "call", _("Être rappelé")
    WRITE = "write", _("Écrire")
    COME = "come", _("Venir à l’agence")


class Moment(models.TextChoices):
    SOON = rules.Moment.SOON.value, _("Dès que possible")
    MORNING = rules.Moment.MORNING.value, _("Le matin")
    AFTERNOON = rules.Moment.AFTERNOON.value, _("L’après-midi")


class State(models.TextChoices):
    ASKED = "asked", _("Demandée")
    TAKEN = "taken", _("Prise en charge")
    DONE = "done", _("Terminée")
    CANCELLED = "cancelled", _("Annulée")


TRANSITIONS = {
    State.ASKED: {State.TAKEN, State.DONE, State.CANCELLED},
    State.TAKEN: {State.ASKED, State.DONE, State.CANCELLED},
}
"""TAKEN → ASKED: nobody picked up the telephone; a new time is promised.  A missed promise is a date, not a state: the person
still waits."""
OPEN = (State.ASKED, State.TAKEN)


class Outcome(models.TextChoices):
    HELPED = "helped", _("Aidée : c’est réglé")
    DONE_TOGETHER = "done_together", _("Fait ensemble")
    TO_VISIT = "to_visit", _("Viendra à l’agence")
    PASSED_ON = "passed_on", _("Transmis à un autre service")
    NO_ANSWER = "no_answer", _("N’a pas répondu au téléphone")
    WRONG_NUMBER = "wrong_number", _("Mauvais numéro")


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def of(self, user) -> HelpRequestQuerySet:
        """What belongs to the person who is signed in, and nothing else."""
        return self.filter(person=user)

    def open(self) -> HelpRequestQuerySet:
        """Nobody has settled or cancelled them."""
        return self.filter(state__in=OPEN)

    def late(self, now) -> HelpRequestQuerySet:
        """Their promised time has passed, nobody has settled them, and nobody has said so yet."""
        return self.open().filter(promised_until__lt=now, missed_at=None)

    def late_comers(self, before) -> HelpRequestQuerySet:
        """They said before ``before`` that they would come to the agency."""
        return self.open().filter(way=Way.COME, asked_at__lt=before)

    def promised_first(self) -> HelpRequestQuerySet:
        """By promised time, the late ones first of all; who will come by last."""
        return self.order_by(F("promised_until").asc(nulls_last=True), "pk")

    def missed(self) -> HelpRequestQuerySet:
        """We said a time, it has passed, and the person still waits."""
        return self.open().filter(missed_at__isnull=False)


class HelpRequest(models.Model):
    """Carries where the person stands (``matter``, ``step``) and what the page refused (``errors``: names of fields and codes),
    never what they typed, unless they said so (``answers_shared``)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="help_requests")
    way = models.CharField(max_length=10, choices=Way.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    matter = models.CharField(max_length=80, blank=True)
    step = models.CharField(max_length=30, blank=True)
    errors = ArrayField(models.CharField(max_length=101), default=list, blank=True)
    answers_shared = models.BooleanField(default=False)
    words = models.CharField(max_length=1000, blank=True)
    phone = PhoneNumberField(blank=True)
    zone = models.CharField(max_length=40, default=rules.PARIS)
    """The clock by which the time was promised: the person's own."""
    moment = models.CharField(max_length=10, choices=Moment.choices, default=Moment.SOON)
    promised_from = models.DateTimeField(null=True, blank=True)
    promised_until = models.DateTimeField(null=True, blank=True)
    lane = models.PositiveSmallIntegerField(null=True, blank=True)
    """Which of the calls of one half hour this is: the index, not a count, keeps the promise from being made once too often."""
    asked_at = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)
    """Calls that nobody picked up."""
    missed_at = models.DateTimeField(null=True, blank=True)
    """Since when the promise is broken; empty again when a new time is agreed."""
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=2000, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "way"], condition=Q(state__in=["asked", "taken"]), name="one_open_request_per_way"
            ),
            models.UniqueConstraint(
                fields=["zone", "promised_from", "lane"],
                condition=Q(state__in=["asked", "taken"], way="call"),
                name="one_promise_per_lane",
            ),
            models.CheckConstraint(
                name="a_call_has_its_number_and_time",
                condition=~Q(way="call") | (Q(promised_from__isnull=False, lane__isnull=False) & ~Q(phone="")),
            ),
            models.CheckConstraint(name="a_letter_says_something", condition=~Q(way="write") | ~Q(words="")),
            models.CheckConstraint(
                name="a_promise_has_its_end",
                condition=Q(way="come", promised_until=None) | ~Q(way="come") & Q(promised_until__isnull=False),
            ),
            models.CheckConstraint(
                name="taken_has_its_hand",
                condition=~Q(state="taken") | Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="done_has_its_time_and_outcome",
                condition=~Q(state="done") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [
            models.Index(fields=["promised_until"], name="help_waiting", condition=Q(state__in=["asked", "taken"])),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.state} {self.matter}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def timezone(self):
        return zone_of(self.zone)

    @property
    def title(self) -> str:
        return matters.title_of(self.matter)

    @property
    def step_title(self) -> str:
        return matters.step_title(self.matter, self.step)


machine(HelpRequest, TRANSITIONS)


class PlaceKind(models.TextChoices):
    FRANCE_SERVICES = "france_services", _("Maison de services")
    LIBRARY = "library", _("Médiathèque")
    ASSOCIATION = "association", _("Association")
    TOWN_HALL = "town_hall", _("Mairie")
    OTHER = "other", _("Autre lieu")


class HelpPlaceQuerySet(models.QuerySet["HelpPlace"]):
    def near(self, postcode: str) -> HelpPlaceQuerySet:
        """In the department of ``postcode``; those of the same postcode first."""
        here = models.Case(models.When(postcode=postcode, then=0), default=1)
        return self.filter(department=department_of(postcode)).order_by(here, "town", "name", "pk")


def department_of(postcode: str) -> str:
    """Two digits, three overseas (``974``); Corsica's two departments are one here, as their postcodes are."""
    return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]


class HelpPlace(models.Model):
    """A place where somebody sits beside a person in front of a screen, free of charge."""

    reference = models.CharField(max_length=60, unique=True)
    """The source's own number, or its name and postcode: the same place loaded twice is one."""
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(max_length=20, choices=PlaceKind.choices, default=PlaceKind.OTHER)
    address = models.CharField(_("adresse"), max_length=160, blank=True)
    postcode = models.CharField(_("code postal"), max_length=5)
    town = models.CharField(_("commune"), max_length=80)
    department = models.CharField(max_length=3, db_index=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    hours = models.CharField(_("horaires"), max_length=300, blank=True)
    loaded_at = models.DateTimeField(default=clock.now)

    objects = HelpPlaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["department", "town"], name="help_places_near")]

    def __str__(self) -> str:
        return self.name

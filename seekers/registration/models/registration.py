"""The registration as a job seeker: its category, its end, and the way back."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.states import machine
from seekers.profiles.models import Seeker


class Category(models.TextChoices):
    A = "A", _("A : sans emploi, en recherche")
    B = "B", _("B : activité réduite, 78 heures au plus dans le mois")
    C = "C", _("C : activité réduite, plus de 78 heures dans le mois")
    D = "D", _("D : sans emploi, pas immédiatement disponible")
    E = "E", _("E : en emploi, pas tenu de chercher")
    F = "F", _("F : parcours social")
    G = "G", _("G : en attente d’orientation")


class State(models.TextChoices):
    ACTIVE = "active", _("Inscription en cours")
    CEASED = "ceased", _("Inscription terminée")


class CeaseReason(models.TextChoices):
    NOT_DECLARED = "not_declared", _("Mois non déclaré")
    FOUND_WORK = "found_work", _("Reprise d’emploi")
    RETIREMENT = "retirement", _("Retraite")
    OTHER = "other", _("Autre motif, à la demande de la personne")


TRANSITIONS = {State.ACTIVE: {State.CEASED}, State.CEASED: {State.ACTIVE}}
"""Back to ACTIVE: the cessation is undone (the person had declared, or we were at fault).  Coming back is a new row."""


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def of(self, user) -> RegistrationQuerySet:
        """What belongs to the person who is signed in, and nothing else."""
        return self.filter(seeker__user=user)

    def active(self) -> RegistrationQuerySet:
        return self.filter(state=State.ACTIVE)

    def owing(self, month) -> RegistrationQuerySet:
        """Registered on at least one day of ``month``, and still registered: they owe its declaration."""
        return self.active().filter(registered_on__lte=month.last)

    def covering(self, month) -> RegistrationQuerySet:
        """Registered on at least one day of ``month``, whether it has ended since or not; the latest first."""
        still_there = Q(ceased_on=None) | Q(ceased_on__gte=month.first)
        return self.filter(still_there, registered_on__lte=month.last).order_by("-registered_on", "-pk")

    def ended_of(self, seeker) -> RegistrationQuerySet:
        """The registrations of ``seeker`` that have ended, the latest first."""
        return self.filter(seeker=seeker, state=State.CEASED).order_by("-registered_on", "-pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Registration(models.Model):
    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="registrations")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    category = models.CharField(max_length=1, choices=Category.choices, default=Category.A)
    registered_on = models.DateField()
    ceased_on = models.DateField(null=True, blank=True)
    cease_reason = models.CharField(max_length=20, choices=CeaseReason.choices, blank=True)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    created_at = models.DateTimeField(default=clock.now)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker"], condition=Q(state="active"), name="one_active_registration"),
            models.CheckConstraint(
                name="ceased_has_its_date_and_reason",
                condition=Q(state="active", ceased_on=None, cease_reason="")
                | (Q(state="ceased", ceased_on__isnull=False) & ~Q(cease_reason="")),
            ),
            models.CheckConstraint(
                name="ends_after_it_began", condition=Q(ceased_on=None) | Q(ceased_on__gte=F("registered_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.state} {self.registered_on}"

    @property
    def person(self):
        return self.seeker.user


machine(Registration, TRANSITIONS)

"""What a person of the staff must look at: nothing about money is dropped silently."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benefits.payments.models.payment import Payment
from benefits.payments.models.reasons import WORDS
from portal import clock
from portal.states import machine
from seekers.profiles.models import Seeker


class TaskKind(models.TextChoices):
    NO_ACCOUNT = "no_account", _("Aucun compte bancaire : joindre la personne")
    ACCOUNT_REFUSED = "account_refused", _("Compte refusé par la banque : joindre la personne")
    ACCOUNT_NEW = (
        "account_new",
        _("Compte changé depuis moins de trois jours : payé ensuite, sauf si la personne s’y oppose"),
    )
    ACCOUNT_CHECKED = "account_checked", _("Compte à vérifier : la décision se prend dans « Comptes à vérifier »")
    BLOCKED = "blocked", _("Compte bloqué ou refus sans motif : éclaircir avec la personne")
    DECEASED = "deceased", _("La banque signale un décès : tout est arrêté, prendre contact avec la famille")
    DUPLICATE = "duplicate", _("La banque signale un double : contrôler")
    FILE_ERROR = "file_error", _("La banque n’a pas su lire notre fichier : contrôler")
    TOO_MUCH_PAID = "too_much_paid", _("Correction après virement : trop versé")


ABOUT_THE_ACCOUNT = (
    TaskKind.NO_ACCOUNT,
    TaskKind.ACCOUNT_REFUSED,
    TaskKind.ACCOUNT_NEW,
    TaskKind.ACCOUNT_CHECKED,
)
"""Settled by themselves once the person has an account that may be paid."""


class TaskState(models.TextChoices):
    OPEN = "open", _("À traiter")
    DONE = "done", _("Traité")
    DROPPED = "dropped", _("Plus nécessaire")


TASK_TRANSITIONS = {TaskState.OPEN: {TaskState.DONE, TaskState.DROPPED}}


class StaffTaskQuerySet(models.QuerySet["StaffTask"]):
    def open(self) -> StaffTaskQuerySet:
        return self.filter(state=TaskState.OPEN)


class StaffTask(models.Model):
    """One a kind and payment while it is open: found twice, written once."""

    kind = models.CharField(max_length=20, choices=TaskKind.choices)
    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="payment_tasks")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="tasks")
    code = models.CharField(max_length=4, blank=True)
    """The bank's reason, when it is the bank that spoke."""
    amount_cents = models.IntegerField()
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    created_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    objects = StaffTaskQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "kind"], condition=Q(state="open"), name="one_open_task"),
            models.CheckConstraint(
                name="settled_task_has_its_time", condition=Q(state="open") | Q(settled_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.payment_id}"

    @property
    def person(self):
        return self.seeker.user

    @property
    def reason(self) -> str:
        """What the bank's code means, or the code alone when nobody has met it yet."""
        return f"{WORDS[self.code]} ({self.code})" if self.code in WORDS else self.code


machine(StaffTask, TASK_TRANSITIONS)

"""A payment run: prepared, checked by one person, released by another, carried out a file at a time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.month_field import MonthField
from portal.states import machine


class RunState(models.TextChoices):
    PREPARED = "prepared", _("Préparée, à contrôler")
    CHECKED = "checked", _("Contrôlée, à libérer")
    RELEASED = "released", _("Libérée, en cours")
    DONE = "done", _("Terminée")
    CANCELLED = "cancelled", _("Abandonnée")


RUN_TRANSITIONS = {
    RunState.PREPARED: {RunState.CHECKED, RunState.CANCELLED},
    RunState.CHECKED: {RunState.RELEASED, RunState.CANCELLED},
    RunState.RELEASED: {RunState.DONE},
}


class PaymentRunQuerySet(models.QuerySet["PaymentRun"]):
    def open(self) -> PaymentRunQuerySet:
        return self.filter(is_open=True)

    def released(self) -> PaymentRunQuerySet:
        return self.filter(state=RunState.RELEASED)


class PaymentRun(models.Model):
    """``count`` and ``sum_cents`` are the control figures shown to the two people who answer for it."""

    through = MonthField()
    """Pays what is due for this month and the months before it: the next one's first transfer day has not come."""
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.PREPARED)
    transfer_on = models.DateField()
    """Requested execution date: the bank's working day on which the money should leave."""
    prepared_at = models.DateTimeField()
    count = models.IntegerField()
    sum_cents = models.BigIntegerField()
    by_scheme = models.JSONField(default=dict)
    """{"1": {"count": …, "sum_cents": …}} by scheme of the entitlement."""
    held_count = models.IntegerField(default=0)
    """Payments that could not be sent for want of an account, each one a staff task."""
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    is_open = models.GeneratedField(
        expression=Q(state__in=["prepared", "checked", "released"]),  # type: ignore[arg-type]  # the stubs forget a Q
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = PaymentRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="one_open_run"),
            models.CheckConstraint(
                name="four_eyes",
                condition=Q(released_by=None) | Q(checked_by__isnull=False) & ~Q(released_by=F("checked_by")),
            ),
            models.CheckConstraint(
                name="checked_run_has_its_checker",
                condition=Q(state__in=["prepared", "cancelled"])
                | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="released_run_has_its_releaser",
                condition=~Q(state__in=["released", "done"]) | Q(released_by__isnull=False, released_at__isnull=False),
            ),
            models.CheckConstraint(name="done_run_has_its_time", condition=~Q(state="done") | Q(done_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


machine(PaymentRun, RUN_TRANSITIONS)


class FileState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    SEALED = "sealed", _("Scellé, à écrire")
    WRITTEN = "written", _("Écrit pour la banque")
    EMPTY = "empty", _("Plus rien à verser")
    REJECTED = "rejected", _("Rejeté par la banque")


FILE_TRANSITIONS = {
    FileState.WAITING: {FileState.SEALED, FileState.EMPTY},
    FileState.SEALED: {FileState.WRITTEN},
    FileState.WRITTEN: {FileState.REJECTED},
    FileState.REJECTED: {FileState.SEALED},
}
"""REJECTED → SEALED: a new edition with a new MsgId and the same EndToEndIds, so that nobody is paid twice."""


class BankFile(models.Model):
    """One slice of a run is one transaction and one file for the bank.

    Between ``first_id`` and ``last_id`` stand ``prepared_count`` payments; those that are no longer due when the slice
    is carried out are left out, so ``count`` may be less, never more.
    """

    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.WAITING)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    prepared_count = models.IntegerField()
    prepared_sum_cents = models.BigIntegerField()

    edition = models.PositiveSmallIntegerField(default=1)
    executable = models.BooleanField(default=False)
    message_id = models.CharField(max_length=35, null=True, blank=True, unique=True)
    count = models.IntegerField(null=True, blank=True)
    sum_cents = models.BigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    """When the people of the file had their message."""
    accepted_at = models.DateTimeField(null=True, blank=True)
    reject_code = models.CharField(max_length=4, blank=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_file_per_number"),
            models.CheckConstraint(
                name="sealed_file_is_whole",
                condition=Q(state__in=["waiting", "empty"])
                | Q(message_id__isnull=False, count__gt=0, sum_cents__gt=0, sealed_at__isnull=False) & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="written_file_has_its_time", condition=~Q(state="written") | Q(written_at__isnull=False)
            ),
            models.CheckConstraint(
                name="never_more_than_was_checked",
                condition=Q(count=None) | Q(count__lte=F("prepared_count"), sum_cents__lte=F("prepared_sum_cents")),
            ),
        ]

    def __str__(self) -> str:
        return self.message_id or f"{self.run_id}/{self.number}"


machine(BankFile, FILE_TRANSITIONS)

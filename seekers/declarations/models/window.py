"""When a month may be declared, and how far its closing has come."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from portal.month_field import MonthField


class WindowQuerySet(models.QuerySet["Window"]):
    def to_close(self, now) -> WindowQuerySet:
        """Ended in Paris at least, somewhere not yet dealt with, and not held."""
        ended = Q(closes_at__lte=now) & (Q(extended_to=None) | Q(extended_to__lte=now))
        return self.filter(ended, closed_at=None, held_since=None).order_by("month")

    def open_at(self, now) -> WindowQuerySet:
        """May be declared in Paris at least, an extension included."""
        return self.filter(Q(closes_at__gt=now) | Q(extended_to__gt=now), opens_at__lte=now).order_by("month")

    def extended_beyond(self, now) -> WindowQuerySet:
        return self.filter(extended_to__gt=now)


class Window(models.Model):
    """When a month may be declared.  Published dates are facts; an outage may extend a window, never shorten it."""

    month = MonthField(unique=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    """Exclusive: the 15th, 24:00 Europe/Paris.  A person living further west has until 24:00 at home."""
    first_transfers_on = models.DateField(null=True, blank=True)
    published = models.BooleanField(default=False)
    extended_to = models.DateTimeField(null=True, blank=True)
    extension_reason = models.CharField(max_length=200, blank=True)
    held_since = models.DateTimeField(null=True, blank=True)
    """No registration ends for this month while it is held: reminders did not arrive, the site was down."""
    hold_reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    """When the last person's window had closed and every missing declaration had been dealt with."""

    objects = WindowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="window_opens_before_it_closes", condition=Q(opens_at__lt=F("closes_at"))),
            models.CheckConstraint(
                name="extension_is_later_and_has_a_reason",
                condition=Q(extended_to=None) | (Q(extended_to__gt=F("closes_at")) & ~Q(extension_reason="")),
            ),
            models.CheckConstraint(
                name="hold_has_its_time_and_reason",
                condition=Q(held_since=None, hold_reason="") | (Q(held_since__isnull=False) & ~Q(hold_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.month)

    @property
    def ends_at(self) -> datetime:
        """The closing that was announced last, in Paris (exclusive)."""
        return self.extended_to or self.closes_at


class Closing(models.Model):
    """How far the closing of a window has come in one time zone: live progress, and where a killed run goes on."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="closings")
    zone = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    missed = models.PositiveIntegerField(default=0)
    """People who had declared nothing, dealt with so far."""
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "zone"], name="one_closing_per_zone")]

    def __str__(self) -> str:
        return f"{self.window_id} {self.zone}"

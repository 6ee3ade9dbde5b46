"""A slip: the number printed on a form, by which the paper finds its person and its matter again."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.documents.models import Document
from portal.intake.rules import codes
from portal.states import machine

MATTER_MOST = 200
DECLARATION, REGISTRATION, DOCUMENT = "declaration", "registration", "document"
"""What stands before the first colon of a matter: ``declaration:2026-11``, ``registration``, ``document:<kind>:<about>``."""


class SlipState(models.TextChoices):
    PRINTED = "printed", _("Imprimé, pas encore revenu")
    RETURNED = "returned", _("Revenu, à recopier")
    KEYED = "keyed", _("Recopié")


SLIP_TRANSITIONS = {SlipState.PRINTED: {SlipState.RETURNED}, SlipState.RETURNED: {SlipState.KEYED}}


class SlipQuerySet(models.QuerySet["Slip"]):
    def of(self, user) -> SlipQuerySet:
        return self.filter(person=user).order_by("-printed_at", "-pk")

    def to_key(self, subject: str) -> SlipQuerySet:
        """Forms that came back and whose answers are not keyed yet, the earliest promise first.  ``subject``: DECLARATION or
        REGISTRATION."""
        whole = Q(matter=subject) | Q(matter__startswith=f"{subject}:")
        return self.filter(whole, state=SlipState.RETURNED).order_by("promised_on", "returned_at", "pk")

    def on_its_way(self, matter: str) -> SlipQuerySet:
        """Printed and not returned: perhaps in the post."""
        return self.filter(matter=matter, state=SlipState.PRINTED)


class Slip(models.Model):
    """``person`` is None on a blank form, until somebody reads the name on it."""

    code = models.CharField(max_length=9, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="slips")
    matter = models.CharField(max_length=MATTER_MOST)
    state = models.CharField(max_length=10, choices=SlipState.choices, default=SlipState.PRINTED)
    pages = models.PositiveSmallIntegerField(default=1)
    """Of the form as it was printed."""

    printed_at = models.DateTimeField(default=clock.now)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """None: the system, for somebody who is used to paper."""
    returned_at = models.DateTimeField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    """The day the envelope reached us."""
    postmarked_on = models.DateField(null=True, blank=True)
    """The day of the postmark, when it can be read: what was posted in time is in time."""
    promised_on = models.DateField(null=True, blank=True)
    """By the end of this day its answers are keyed."""
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    """The pages, in the person's file.  None for a blank form until its person is known."""
    keyed_at = models.DateTimeField(null=True, blank=True)
    keyed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "matter"],
                condition=Q(state="printed", person__isnull=False),
                name="one_slip_waited_for",
            ),
            models.CheckConstraint(
                name="returned_has_its_days",
                condition=Q(state="printed", returned_at=None, received_on=None)
                | (
                    ~Q(state="printed")
                    & Q(returned_at__isnull=False, received_on__isnull=False, promised_on__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="posted_before_it_arrived",
                condition=Q(postmarked_on=None) | Q(postmarked_on__lte=F("received_on")),
            ),
            models.CheckConstraint(
                name="keyed_has_its_hand",
                condition=~Q(state="keyed") | Q(keyed_at__isnull=False, keyed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["matter"], name="slip_on_its_way", condition=Q(state="printed")),
            models.Index(fields=["promised_on"], name="slip_to_key", condition=Q(state="returned")),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        return codes.shown(self.code)

    @property
    def subject(self) -> str:
        """DECLARATION, REGISTRATION or DOCUMENT."""
        return self.matter.partition(":")[0]

    @property
    def posted_on(self) -> date | None:
        """The day that counts for a deadline: the postmark, else the day it reached us."""
        return self.postmarked_on or self.received_on

    @property
    def is_to_key(self) -> bool:
        return self.state == SlipState.RETURNED and self.subject != DOCUMENT

    def is_late(self, now: datetime) -> bool:
        """Is our promise broken?"""
        today = clock.day_of(now)
        return self.is_to_key and self.promised_on is not None and self.promised_on < today


machine(Slip, SLIP_TRANSITIONS)

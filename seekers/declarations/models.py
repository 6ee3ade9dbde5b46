"""The monthly declaration: its window, its draft, its versions, its proof."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.intake.models import PostDelay
from portal.month_field import MonthField
from portal.states import machine
from seekers.profiles.models import Seeker


class WindowQuerySet(models.QuerySet["Window"]):
    def to_close(self, now) -> WindowQuerySet:
        """Ended in Paris at least, somewhere not yet dealt with, and not held."""
        ended = Q(closes_at__lte=now) & (Q(extended_to=None) | Q(extended_to__lte=now))
        return self.filter(ended, closed_at=None, held_since=None).order_by("month")

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


class State(models.TextChoices):
    DRAFT = "draft", _("Commencée, pas encore envoyée")
    FILED = "filed", _("Envoyée")
    MISSED = "missed", _("Non déclarée")


TRANSITIONS = {State.DRAFT: {State.FILED, State.MISSED}, State.MISSED: {State.FILED}}
"""MISSED → FILED: only by an advisor, after closing."""


class Via(models.TextChoices):
    WEB = "web", _("En ligne")
    API = "api", _("Par l’application")
    PHONE = "phone", _("Par téléphone, avec un conseiller")
    AGENCY = "agency", _("En agence, avec un conseiller")
    PAPER = "paper", _("Sur papier, recopiée par un conseiller")


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    def of(self, user) -> DeclarationQuerySet:
        """What belongs to the person who is signed in, and nothing else."""
        return self.filter(seeker__user=user)

    def filed(self) -> DeclarationQuerySet:
        return self.filter(state=State.FILED)

    def settled(self, month) -> DeclarationQuerySet:
        """Sent, or already marked as not declared: closing has nothing left to do for them."""
        return self.filter(month=month, state__in=[State.FILED, State.MISSED])


class Declaration(models.Model):
    """One person, one month, one row: the unique index says so, whatever is clicked twice."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="declarations")
    month = MonthField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    draft = models.JSONField(null=True, blank=True)
    """What is typed and not yet sent: a first declaration or a correction; None when all is sent."""
    draft_typed = models.JSONField(null=True, blank=True)
    """The words of the form as they were typed (flat form data), kept when they are not yet answers: "12,3O" instead of
    "12,30"."""
    draft_step = models.CharField(max_length=20, blank=True)
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    current = models.OneToOneField("Version", models.PROTECT, null=True, blank=True, related_name="+")
    filed_at = models.DateTimeField(null=True, blank=True)
    """When the first version was sent."""

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker", "month"], name="one_declaration_per_month"),
            models.CheckConstraint(
                name="filed_has_its_version_and_time",
                condition=~Q(state="filed") | Q(current__isnull=False, filed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["month", "state"], name="declaration_month_state")]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.month} {self.state}"

    @property
    def person(self):
        return self.seeker.user


machine(Declaration, TRANSITIONS)


class Version(models.Model):
    """What was sent, once and for ever.  A correction is a new version beside the old one."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    receipt = models.CharField(max_length=12, unique=True)
    """The short code of the proof, which can be read aloud on the phone."""
    content_sha256 = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    via = models.CharField(max_length=10, choices=Via.choices, default=Via.WEB)

    gross_pay_cents = models.BigIntegerField(default=0)
    """Gross pay of all the month's employers together."""
    minutes_worked = models.PositiveIntegerField(default=0)
    non_payable_days = models.PositiveSmallIntegerField(default=0)
    """Days of the month that are not paid (sick leave, maternity, after the end of registration), each counted once."""
    in_training = models.BooleanField(default=False)
    still_looking = models.BooleanField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, blank=True)
    confirmed = models.JSONField(default=list, blank=True)
    """Codes of the surprising answers that the person confirmed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["declaration", "number"], name="one_version_per_number"),
            models.CheckConstraint(name="pay_is_not_negative", condition=Q(gross_pay_cents__gte=0)),
            models.CheckConstraint(
                name="ending_has_its_date_and_reason",
                condition=Q(still_looking=True, ends_on=None, end_reason="")
                | (Q(still_looking=False, ends_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.receipt

    @property
    def person(self):
        return self.declaration.seeker.user


class EmployerLine(models.Model):
    """One employer of the month, in the person's order."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="employers")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    minutes = models.PositiveIntegerField()
    gross_cents = models.BigIntegerField()
    ended = models.BooleanField(default=False)
    estimated = models.BooleanField(default=False)
    """Nothing received from the employer yet: the person declares what they expect."""

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_employer_per_position"),
            models.CheckConstraint(name="employer_pay_is_not_negative", condition=Q(gross_cents__gte=0)),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class SpanKind(models.TextChoices):
    TRAINING = "training", _("Formation")
    INTERNSHIP = "internship", _("Stage")
    SICK_LEAVE = "sick_leave", _("Arrêt maladie")
    MATERNITY = "maternity", _("Congé maternité")
    PATERNITY = "paternity", _("Congé paternité")
    PENSION = "pension", _("Retraite")
    DISABILITY_PENSION = "disability_pension", _("Pension d’invalidité")


class Span(models.Model):
    """A stretch of days, kept as it was given: two sick leaves stay two."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="spans")
    kind = models.CharField(max_length=20, choices=SpanKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """None: still going on at the end of the month."""

    class Meta:
        ordering = ["kind", "starts_on"]
        constraints = [
            models.CheckConstraint(
                name="span_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"


class Assistance(models.Model):
    """An advisor filled the declaration with the person: what was read back, what was agreed to, and the right to
    object."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="assistance")
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    consent_at = models.DateTimeField(default=clock.now)
    consent_words = models.CharField(max_length=200)
    object_until = models.DateTimeField()
    objected_at = models.DateTimeField(null=True, blank=True)
    objection = models.CharField(max_length=500, blank=True)

    slip = models.CharField(max_length=9, blank=True)
    """The code of the paper form whose answers were typed; empty when the person was there or on the telephone."""
    received_on = models.DateField(null=True, blank=True)
    postmarked_on = models.DateField(null=True, blank=True)
    in_time = models.BooleanField(null=True, blank=True)
    """Was the form posted before the month closed?  None when there is no form: the day it was sent says it."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_form_has_its_days",
                condition=Q(slip="", received_on=None, postmarked_on=None, in_time=None)
                | (~Q(slip="") & Q(received_on__isnull=False, in_time__isnull=False)),
            ),
            models.CheckConstraint(
                name="objected_in_time", condition=Q(objected_at=None) | Q(objected_at__lte=F("object_until"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} ({self.advisor_id})"

    @property
    def person(self):
        return self.version.declaration.seeker.user


class ReprieveReason(models.TextChoices):
    FORM_ON_ITS_WAY = "form_on_its_way", _("Son formulaire est peut-être en route")
    POST_DELAYED = "post_delayed", _("La poste a du retard chez elle")


class ReprieveQuerySet(models.QuerySet["Reprieve"]):
    def of_month(self, month) -> ReprieveQuerySet:
        """The last to end first."""
        return self.filter(month=month).order_by("-until", "pk")


class Reprieve(models.Model):
    """Beyond the closing of a month, time until ``until`` (exclusive) for one person on paper: nothing ends before it."""

    seeker = models.ForeignKey(Seeker, models.PROTECT, related_name="+")
    month = MonthField()
    until = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=ReprieveReason.choices)
    delay = models.ForeignKey(PostDelay, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()

    objects = ReprieveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seeker", "month"], name="one_reprieve_a_month"),
            models.CheckConstraint(
                name="a_delay_names_itself",
                condition=Q(reason="form_on_its_way", delay=None) | Q(reason="post_delayed", delay__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seeker_id} {self.month}"

    @property
    def person(self):
        return self.seeker.user

"""What the scanner gave: batches of files, their pages, and the bundles of pages that belong together."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.documents.models import Document, DocumentKind
from portal.documents.models.document import ABOUT_MOST
from portal.intake.models.slip import DOCUMENT, Slip, SlipState
from portal.states import machine


class BatchState(models.TextChoices):
    WAITING = "waiting", _("À lire")
    READING = "reading", _("Lecture en cours")
    READ = "read", _("Lu")


BATCH_TRANSITIONS = {BatchState.WAITING: {BatchState.READING}, BatchState.READING: {BatchState.READ}}


class BatchQuerySet(models.QuerySet["Batch"]):
    def left(self) -> BatchQuerySet:
        """Not read to the end, and not in the hands of a living worker (by the database's own clock)."""
        free = Q(lease_until=None) | Q(lease_until__lt=Now())
        return self.filter(free, state__in=[BatchState.WAITING, BatchState.READING]).order_by("taken_at", "pk")

    def to_erase(self, before: datetime) -> BatchQuerySet:
        """Read before ``before``, and nothing of it waits: every page is in a file or set aside, every form is typed."""
        waiting = Q(state__in=[BundleState.TO_LINK, BundleState.TO_SORT])
        to_type = Q(slip__state=SlipState.RETURNED) & ~Q(slip__matter__startswith=f"{DOCUMENT}:")
        still = Bundle.objects.filter(waiting | to_type, batch=OuterRef("pk"))
        return self.filter(~Exists(still), read_at__lt=before, erased_at=None).order_by("pk")

    def hold(self, length: timedelta) -> int:
        """These batches are in the hands of one worker for ``length``, by the clock that every worker shares."""
        return self.order_by().update(lease_until=Now() + length)


class Batch(models.Model):
    """One morning's envelopes, or one pile of them, with the day they arrived."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    folder = models.CharField(max_length=32, unique=True)
    """Where its files and pages lie: a random name that says nothing."""
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.WAITING)
    received_on = models.DateField()
    postmarked_on = models.DateField(null=True, blank=True)
    """When every envelope of the pile bears the same day."""
    taken_at = models.DateTimeField(default=clock.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """None: dropped in the folder of the scanner."""
    lease_until = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    """When its files and pictures were removed: what counts lies in each person's documents."""

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="posted_before_the_batch_arrived",
                condition=Q(postmarked_on=None) | Q(postmarked_on__lte=models.F("received_on")),
            ),
            models.CheckConstraint(name="read_has_its_time", condition=~Q(state="read") | Q(read_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name


machine(Batch, BATCH_TRANSITIONS)


class ScanFile(models.Model):
    """One file of a batch.  The same bytes are taken once, whatever they are called."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    stored = models.CharField(max_length=40)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    """Known once it has been opened."""
    done = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=40, blank=True)
    """Why it cannot be read: a code of ``documents.rules.faults``."""

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="one_file_per_position")]

    def __str__(self) -> str:
        return self.name


class BundleState(models.TextChoices):
    TO_LINK = "to_link", _("Reconnu, rangement en cours")
    TO_SORT = "to_sort", _("À trier")
    LINKED = "linked", _("Rangé")
    SET_ASIDE = "set_aside", _("Écarté")


BUNDLE_TRANSITIONS = {
    BundleState.TO_LINK: {BundleState.TO_SORT, BundleState.LINKED},
    BundleState.TO_SORT: {BundleState.LINKED, BundleState.SET_ASIDE},
    BundleState.SET_ASIDE: {BundleState.TO_SORT},
}


class Why(models.TextChoices):
    """Why a bundle waits at the sorting desk."""

    NO_CODE = "no_code", _("Aucun code-barres lu")
    ENCLOSED = "enclosed", _("Copies jointes à un formulaire")
    SPOILT = "spoilt", _("Code-barres abîmé")
    UNKNOWN_CODE = "unknown_code", _("Code inconnu chez nous")
    CAME_BACK_TWICE = "came_back_twice", _("Ce formulaire est déjà revenu une fois")
    NOT_TAKEN = "not_taken", _("Pages refusées par le contrôle des documents")


class BundleQuerySet(models.QuerySet["Bundle"]):
    def to_sort(self) -> BundleQuerySet:
        return self.filter(state=BundleState.TO_SORT).order_by("received_on", "pk")


class Bundle(models.Model):
    """Pages of one envelope, as far as one can tell: linked to a person and a matter, or waiting for somebody to look."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="bundles")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=BundleState.choices, default=BundleState.TO_LINK)
    why = models.CharField(max_length=20, choices=Why.choices, blank=True)
    code = models.CharField(max_length=9, blank=True)
    """As it was read, even when nobody knows it."""
    missing = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    """Pages of the form that did not come back."""
    received_on = models.DateField()
    postmarked_on = models.DateField(null=True, blank=True)

    slip = models.ForeignKey(Slip, models.PROTECT, null=True, blank=True, related_name="bundles")
    addressee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose pages they are, said by a slip or by the sorting desk."""
    came_with = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="enclosures")
    """The form before these pages: its person is proposed at the sorting desk, and files nothing."""
    kind = models.CharField(max_length=24, choices=DocumentKind.choices, blank=True)
    about = models.CharField(max_length=ABOUT_MOST, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    """None: the barcode said it."""
    note = models.CharField(max_length=200, blank=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_bundle_per_number"),
            models.CheckConstraint(name="to_sort_says_why", condition=~Q(state="to_sort") | ~Q(why="")),
            models.CheckConstraint(name="set_aside_says_why", condition=~Q(state="set_aside") | ~Q(note="")),
            models.CheckConstraint(
                name="linked_leads_somewhere",
                condition=~Q(state="linked")
                | (Q(settled_at__isnull=False) & (Q(slip__isnull=False) | Q(document__isnull=False))),
            ),
        ]
        indexes = [models.Index(fields=["received_on"], name="bundle_to_sort", condition=Q(state="to_sort"))]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"

    @property
    def person(self):
        """Whose pages these are, or may be: copies are shown in the name of whoever sent the form before them."""
        return self.addressee or (self.came_with.addressee if self.came_with else None)


machine(Bundle, BUNDLE_TRANSITIONS)


class Page(models.Model):
    """One page, drawn again by us: what was read on it, and what the check doubts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(ScanFile, models.PROTECT, related_name="+")
    image = models.CharField(max_length=40)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=9, blank=True)
    form_page = models.PositiveSmallIntegerField(default=0)
    spoilt = models.BooleanField(default=False)
    """A barcode stands there and cannot be read."""
    remarks = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    """Codes of ``documents.rules.legibility``."""
    bundle = models.ForeignKey(Bundle, models.PROTECT, null=True, blank=True, related_name="pages")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_page_per_number")]

    def __str__(self) -> str:
        return f"{self.batch_id}, {self.number}"

    @property
    def person(self):
        return self.bundle.person if self.bundle else None

"""One document of one person: always a PDF drawn by us, whatever was sent; its state says who may open it."""

from __future__ import annotations

import uuid
from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.states import machine

ABOUT_MOST = 160
CONTENT_TYPE = "application/pdf"


class DocumentKind(models.TextChoices):
    IDENTITY = "identity", _("Pièce d’identité")
    EMPLOYER_CERTIFICATE = "employer_certificate", _("Attestation employeur")
    PAYSLIP = "payslip", _("Bulletin de paie")
    BANK_DETAILS = "bank_details", _("Relevé d’identité bancaire (RIB)")
    TAX_NOTICE = "tax_notice", _("Avis d’impôt")
    HOUSEHOLD = "household", _("Justificatif du foyer")
    SICK_LEAVE = "sick_leave", _("Arrêt de travail")
    PENSION = "pension", _("Justificatif de pension")
    PAPER_FORM = "paper_form", _("Formulaire papier")
    OTHER = "other", _("Autre document")


class State(models.TextChoices):
    WAITING = "waiting", _("Reçu, vérification en cours")
    READY = "ready", _("Reçu, nous allons le lire")
    ACCEPTED = "accepted", _("Accepté")
    REFUSED = "refused", _("À envoyer de nouveau")
    INFECTED = "infected", _("Écarté : fichier dangereux")
    WITHDRAWN = "withdrawn", _("Retiré par vous")
    ERASED = "erased", _("Effacé : délai de conservation passé")


TRANSITIONS = {
    State.WAITING: {State.READY, State.INFECTED, State.WITHDRAWN},
    State.READY: {State.ACCEPTED, State.REFUSED, State.WITHDRAWN, State.ERASED},
    State.ACCEPTED: {State.ERASED},
    State.REFUSED: {State.ERASED},
}
"""Nothing leads back to WAITING, and nothing but the antivirus leads out of it to an open file."""

CLEAN = (State.READY, State.ACCEPTED, State.REFUSED)
"""The antivirus has spoken and the file is there: it may be opened."""
HELD = (State.WAITING, State.READY, State.ACCEPTED)
"""We have it, or it is being checked: it may not be asked for."""


class Via(models.TextChoices):
    ONLINE = "online", _("Envoyé en ligne")
    ASSISTED = "assisted", _("Ajouté par un conseiller")
    PAPER = "paper", _("Reçu sur papier, puis numérisé")


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, user) -> DocumentQuerySet:
        """Everything the person sent, newest first, the lines of erased files included."""
        return self.filter(person=user).order_by("-received_at", "-pk")

    def held(self, person, kind: str, about: str, on: date) -> DocumentQuerySet:
        """The documents of this kind and matter that we have and that are valid on ``on`` (a day of Europe/Paris): while
        there is one, it may not be asked for.  Newest first."""
        valid = Q(valid_until=None) | Q(valid_until__gte=on)
        return self.filter(valid, person=person, kind=kind, about=about, state__in=HELD).order_by("-received_at", "-pk")

    def accepted(self, person, kind: str, on: date) -> DocumentQuerySet:
        """Accepted and valid on ``on``, whatever matter they are about, newest first."""
        valid = Q(valid_until=None) | Q(valid_until__gte=on)
        return self.filter(valid, person=person, kind=kind, state=State.ACCEPTED).order_by("-received_at", "-pk")

    def openable(self) -> DocumentQuerySet:
        """Clean, and not erased."""
        return self.filter(state__in=CLEAN)

    def to_read(self) -> DocumentQuerySet:
        """Clean and waiting for a member of staff, oldest first."""
        return self.filter(state=State.READY).order_by("received_at", "pk")

    def to_scan(self) -> DocumentQuerySet:
        return self.filter(state=State.WAITING).order_by("pk")

    def to_erase(self, today: date) -> DocumentQuerySet:
        """The file is there and its last day has passed."""
        return self.filter(state__in=CLEAN, keep_until__lt=today).order_by("pk")


class Document(models.Model):
    """``pages`` drawn by us in one PDF.  Nothing of the bytes that were sent is left once the antivirus has spoken."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="documents", db_index=False)
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    about = models.CharField(max_length=ABOUT_MOST, blank=True)
    """The matter it proves, as the upper room writes it (``employer:Boulangerie Durand:2026-10-31``), or nothing."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    via = models.CharField(max_length=10, choices=Via.choices)

    file = models.CharField(max_length=32, unique=True)
    """Where it lies in the private folder: a random name that says nothing."""
    content_type = models.CharField(max_length=40, default=CONTENT_TYPE)
    pages = models.PositiveSmallIntegerField()
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sheets = models.JSONField()
    """One a page, in order: ``{"offset", "bytes", "width", "height"}`` of its JPEG inside the PDF."""
    remarks = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    """What the immediate check doubted and the person confirmed: codes of ``rules.legibility``."""

    received_at = models.DateTimeField(default=clock.now)
    scanned_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    """Why it was refused, in words, as the person reads it."""
    valid_until = models.DateField(null=True, blank=True)
    """Last day on which it proves something; None: what it proves does not change."""
    keep_until = models.DateField()
    """Last day on which we have the file; the line stays."""
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="document_has_pages", condition=Q(pages__gte=1) & Q(bytes__gte=1)),
            models.CheckConstraint(
                name="never_open_before_the_antivirus",
                condition=Q(state__in=[State.WAITING, State.WITHDRAWN]) | Q(scanned_at__isnull=False),
            ),
            models.CheckConstraint(name="refused_says_why", condition=~Q(state=State.REFUSED) | ~Q(refusal="")),
            models.CheckConstraint(
                name="decided_has_its_time",
                condition=~Q(state__in=[State.ACCEPTED, State.REFUSED]) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="erased_has_its_time",
                condition=Q(state__in=[State.ERASED, State.INFECTED, State.WITHDRAWN], erased_at__isnull=False)
                | Q(state__in=[State.WAITING, *CLEAN], erased_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "kind", "about"], name="document_of_person"),
            models.Index(fields=["id"], name="document_to_scan", condition=Q(state=State.WAITING)),
            models.Index(fields=["received_at"], name="document_to_read", condition=Q(state=State.READY)),
            models.Index(fields=["keep_until"], name="document_to_erase", condition=Q(state__in=CLEAN)),
        ]
        triggers = [
            pgtrigger.FSM(
                name="document_states",
                field="state",
                transitions=[
                    (str(source), str(to)) for source, targets in TRANSITIONS.items() for to in sorted(targets)
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        """May its owner, and staff who may, open the file?"""
        return self.state in CLEAN

    def is_valid(self, on: date) -> bool:
        return self.valid_until is None or self.valid_until >= on

    @property
    def received_on(self) -> date:
        """The day of arrival, Europe/Paris."""
        return clock.day_of(self.received_at)


machine(Document, TRANSITIONS)

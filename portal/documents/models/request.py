"""The ask-once register: what we asked, why, by when; never what we have, never twice."""

from __future__ import annotations

import uuid
from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.documents.models.document import ABOUT_MOST, Document, DocumentKind
from portal.states import machine


class RequestState(models.TextChoices):
    OPEN = "open", _("À envoyer")
    ANSWERED = "answered", _("Envoyé")
    WITHDRAWN = "withdrawn", _("Plus nécessaire")


REQUEST_TRANSITIONS = {
    RequestState.OPEN: {RequestState.ANSWERED, RequestState.WITHDRAWN},
    RequestState.ANSWERED: {RequestState.OPEN},
}
"""ANSWERED → OPEN: what was sent was refused, or withdrawn."""


class DocumentRequestQuerySet(models.QuerySet["DocumentRequest"]):
    def of(self, user) -> DocumentRequestQuerySet:
        return self.filter(person=user).order_by("due_on", "pk")

    def open(self) -> DocumentRequestQuerySet:
        return self.filter(state=RequestState.OPEN)

    def open_for(self, user) -> DocumentRequestQuerySet:
        """What is still missing, the most pressing first."""
        return self.of(user).open()

    def about(self, matter: str) -> DocumentRequestQuerySet:
        """Asked for this matter of the upper room (``claim:…``)."""
        return self.filter(matter=matter).order_by("due_on", "pk")


class DocumentRequest(models.Model):
    """We need ``kind`` about ``about``, because ``why``, by ``due_on`` (a day of Europe/Paris)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    about = models.CharField(max_length=ABOUT_MOST, blank=True)
    matter = models.CharField(max_length=80, blank=True)
    """What of the upper room waits for it: ids only (``claim:12``)."""
    why = models.CharField(max_length=300)
    """The reason, as the person reads it."""
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    asked_at = models.DateTimeField(default=clock.now)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="requests", db_index=True
    )
    """What answered it."""
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"], condition=Q(state=RequestState.OPEN), name="asked_once"
            ),
            models.CheckConstraint(name="request_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="answered_has_its_document",
                condition=Q(state=RequestState.ANSWERED, document__isnull=False, ended_at__isnull=False)
                | Q(state=RequestState.OPEN, document=None, ended_at=None)
                | Q(state=RequestState.WITHDRAWN, ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due_on"], name="request_open", condition=Q(state=RequestState.OPEN)),
            models.Index(fields=["matter"], name="request_matter", condition=~Q(matter="")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="not_what_we_hold",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM documents_document AS held
                         WHERE held.person_id = NEW.person_id AND held.kind = NEW.kind AND held.about = NEW.about
                           AND held.state IN ('waiting', 'ready', 'accepted')
                           AND (held.valid_until IS NULL
                                OR held.valid_until >= (NEW.asked_at AT TIME ZONE 'Europe/Paris')::date)
                    ) THEN
                        RAISE EXCEPTION 'this document is held: it may not be asked for' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on} {self.state}"

    def is_late(self, today: date) -> bool:
        return self.state == RequestState.OPEN and self.due_on < today


machine(DocumentRequest, REQUEST_TRANSITIONS)

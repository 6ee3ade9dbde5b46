"""What a person has chosen and not sent yet: its pages in their order, each with what the check doubts."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models

from portal import clock
from portal.documents.models.document import ABOUT_MOST, DocumentKind


class SendingQuerySet(models.QuerySet["Sending"]):
    def of(self, user) -> SendingQuerySet:
        return self.filter(person=user).order_by("-started_at", "-pk")

    def left_behind(self, before: datetime) -> SendingQuerySet:
        """Begun before ``before`` and never sent."""
        return self.filter(started_at__lt=before).order_by("pk")


class Sending(models.Model):
    """Removed when it is sent: the document takes over its ``public_id`` and its files."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    about = models.CharField(max_length=ABOUT_MOST, blank=True)
    file = models.CharField(max_length=32, unique=True)
    sheets = models.JSONField(default=list)
    """In order: ``{"sheet", "name", "received", "bytes", "width", "height", "remarks"}``; ``sheet`` names its JPEG, ``name`` is
    what the person's telephone called the file, forgotten once it is sent."""
    started_at = models.DateTimeField(default=clock.now)

    objects = SendingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def pages(self) -> int:
        return len(self.sheets)

    @property
    def remarks(self) -> list[str]:
        """What is doubted on any page, each once."""
        return sorted({code for sheet in self.sheets for code in sheet["remarks"]})

    def sheet(self, name: str) -> dict[str, Any] | None:
        return next((each for each in self.sheets if each["sheet"] == name), None)

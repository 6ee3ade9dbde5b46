"""Who did what, to whom, when and why.  Append-only: a trigger refuses to change or remove a line."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, user) -> EntryQuerySet:
        """What the person may read of their own file: every act and every opening, newest first."""
        return self.filter(subject=user).order_by("-at", "-pk")

    def openings(self) -> EntryQuerySet:
        return self.filter(action="file.opened")


class Entry(models.Model):
    """One act.  ``details`` holds codes and numbers, never personal data."""

    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    target_type = models.CharField(max_length=80)
    target_id = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-at"], name="audit_subject_at"),
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target_type}:{self.target_id}"

    @property
    def automatic(self) -> bool:
        """Nobody pressed a button: the system acted by itself."""
        return self.actor_id is None

"""Writing the audit trail, in the transaction of the act itself."""

from __future__ import annotations

from typing import Any

from django.db import models

from portal import clock
from portal.audit.models import Entry


def record(
    *,
    action: str,
    target: models.Model,
    actor: Any,
    subject: Any = None,
    reason: str = "",
    details: dict[str, Any] | None = None,
) -> Entry:
    """Write one line.  ``actor`` is a User, or None for the system.

    ``subject`` is the User whose file it is, or their id, found on ``target.person`` when not given.  ``details`` holds
    codes and numbers, never names, NIR, IBAN or addresses.
    """
    if subject is None:
        subject = getattr(target, "person", None)
    return Entry.objects.create(
        at=clock.now(),
        action=action,
        actor=actor,
        subject_id=getattr(subject, "pk", subject),
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        reason=reason,
        details=details or {},
    )


def opened(*, file: models.Model, actor: Any, reason: str = "") -> Entry:
    """A member of staff opened a person's file: written each time, readable by the person."""
    return record(action="file.opened", target=file, actor=actor, reason=reason)

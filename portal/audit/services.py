"""Writing the audit trail, in the transaction of the act itself."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit import volume
from portal.audit.models import Entry
from portal.refusals import Refused


class TooManyFiles(Refused):
    """More people's files than one account may open in a day."""

    code = "too_many_files"


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
    """A member of staff opens a person's file: written each time, readable by the person.  Called before anything is shown.

    Refused: ``TooManyFiles`` beyond the number of people that one account may open in a day; the operators are told.
    """
    subject = getattr(file, "person", None)
    with transaction.atomic():
        if volume.may_open_one_more(actor, getattr(subject, "pk", None)):
            return record(action="file.opened", target=file, actor=actor, reason=reason)
        volume.alarm(actor)
    raise TooManyFiles(
        _(
            "Vous avez ouvert le nombre de dossiers permis en un jour. Les autres s’ouvriront demain ; l’exploitation est prévenue."
        )
    )

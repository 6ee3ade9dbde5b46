"""Reading an application that is about to change, held until the end of the transaction."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from seekers.registration.models import Application, ApplicationState
from seekers.registration.services.refusals import NotADraft


def locked(application: Application) -> Application:
    """The fresh row, nobody else's until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("applicant", "seeker", "seeker__user")
    return rows.get(pk=application.pk)


def locked_draft(application: Application) -> Application:
    """The same.  Refused: ``NotADraft``."""
    row = locked(application)
    if row.state != ApplicationState.DRAFT:
        raise NotADraft(_("Cette demande est déjà signée ou fermée : elle ne change plus."))
    return row


def storable(typed: Any) -> Any:
    """The same without the signs that PostgreSQL cannot hold (NUL, halves of a surrogate pair): a paste never costs a
    draft."""
    if isinstance(typed, str):
        return "".join(sign for sign in typed if sign != "\0" and not "\ud800" <= sign <= "\udfff")
    if isinstance(typed, dict):
        return {storable(name): storable(value) for name, value in typed.items()}
    if isinstance(typed, list | tuple):
        return [storable(value) for value in typed]
    return typed

"""The language in which a person is written to."""

from __future__ import annotations

from django.db import transaction

from portal.accounts.models import User
from portal.audit import services as audit


def choose_language(*, user: User, language: str, actor: User) -> User:
    """Write to ``user`` in ``language`` from now on: pages, messages and documents.  The same language again changes nothing."""
    if user.language == language:
        return user
    with transaction.atomic():
        user.language = language
        user.save(update_fields=["language"])
        audit.record(action="accounts.language_chosen", target=user, actor=actor, subject=user)
    return user

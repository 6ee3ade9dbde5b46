"""Doors for the clock."""

from __future__ import annotations

from portal.accounts import services
from portal.accounts.models import PasswordReset
from portal.accounts.present import present
from portal.prepared import Prepared
from portal.queue import task

_WAITING = Prepared(lambda given: PasswordReset.objects.filter(answered_at=None))


@task()
def answer_resets() -> None:
    """Write to those who asked for a new password."""
    if _WAITING.any():
        services.answer_resets(now=present())


@task()
def tidy() -> None:
    """Forget what no longer counts."""
    services.tidy(now=present())

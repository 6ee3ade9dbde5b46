"""Doors for the clock."""

from __future__ import annotations

from portal.accounts import services
from portal.accounts.present import present
from portal.queue import task


@task()
def answer_resets() -> None:
    """Write to those who asked for a new password."""
    services.answer_resets(now=present())


@task()
def tidy() -> None:
    """Forget what no longer counts."""
    services.tidy(now=present())

"""Windows: when a month may be declared, and what an operator may do when something breaks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.months import Month
from seekers.declarations.models import Window
from seekers.profiles.models import Seeker


def find_window(month: Month) -> Window:
    """The window of ``month``, read only: its row, or what its row will be.  ``ValueError`` before the calendar begins (2018)."""
    raise NotImplementedError


def ensure_window(month: Month) -> Window:
    """The row of ``month``, made from the calendar if need be.  Twice is once."""
    raise NotImplementedError


def closes_at(window: Window, zone: str) -> datetime:
    """The UTC instant, exclusive, at which ``window`` closes for a person living in ``zone``, extension included."""
    raise NotImplementedError


def is_open(window: Window, seeker: Seeker, now: datetime) -> bool:
    """May ``seeker`` declare by themselves at ``now``?  ``closes_at`` itself is too late."""
    raise NotImplementedError


def extend_window(*, window: Window, to: datetime, reason: str, actor: Any, now: datetime) -> Window:
    """Keep ``window`` open until ``to`` (UTC, exclusive) for everyone, after an outage.  ``reason`` is shown to people.

    Refused (``CannotExtend``): earlier than now or than the closing already announced, without a reason, or once cessations began.
    """
    raise NotImplementedError


def hold_cessations(*, window: Window, reason: str, actor: Any, now: datetime) -> Window:
    """End no registration for this window until ``release_cessations``: reminders did not arrive, the site was down.

    Refused (``CannotHold``): without a reason, already held, or when everything is already closed.
    """
    raise NotImplementedError


def release_cessations(*, window: Window, reason: str, actor: Any, now: datetime) -> Window:
    """Let the closing go on.  Refused (``CannotHold``) when nothing is held or no reason is given."""
    raise NotImplementedError

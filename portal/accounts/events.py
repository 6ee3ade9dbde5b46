"""What happens to an account.  Rooms above tell the person; this one cannot write to anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AccountLocked:
    """Too many wrong passwords or codes: the account answers nobody until ``until``."""

    user_id: int
    at: datetime
    until: datetime


@dataclass(frozen=True)
class SprayingSuspected:
    """Failures over the whole site passed the limit: one password tried on many accounts."""

    alarm_id: int
    at: datetime


@dataclass(frozen=True)
class PasswordResetAsked:
    """A person who has an account asked for a link.  ``services.issue_link`` makes it, once, for the message."""

    reset_id: int
    user_id: int


@dataclass(frozen=True)
class AccountOpened:
    """Staff opened an account and a second person agreed: its holder is invited to choose a password."""

    user_id: int
    at: datetime


@dataclass(frozen=True)
class SecurityChanged:
    """The person must know, in case it was not them.

    ``what``: ``password``, ``second_factor_on``, ``second_factor_off``, ``recovery_codes``, ``state_linked``, ``state_unlinked`` or
    ``roles``.
    """

    user_id: int
    what: str
    at: datetime

"""Where people live, for the window of an envelope.  The room that keeps addresses stands on a floor above, and registers here."""

from __future__ import annotations

from collections.abc import Callable

from portal.accounts.models import User

Resolver = Callable[[User], list[str]]

_resolver: Resolver | None = None


def register(resolver: Resolver) -> Resolver:
    """``resolver(user)`` gives the lines of an address, or nothing when none is known.  Usable as a decorator."""
    global _resolver
    _resolver = resolver
    return resolver


def is_known(user: User) -> bool:
    """Does somebody know where ``user`` lives?  A letter to a bare name goes nowhere."""
    return bool(_resolver and _resolver(user))


def address_of(user: User) -> list[str]:
    """The lines of the envelope; only the name when nobody knows where the person lives."""
    return (_resolver(user) if _resolver else []) or [user.full_name]

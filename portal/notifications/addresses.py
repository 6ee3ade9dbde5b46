"""How to reach people.  The rooms that keep their addresses stand on floors above, and register themselves here.

    addresses.register(recipients, on_failure=channel_failed)

``recipients(user_ids) -> dict[user_id, Recipient]`` answers for a whole slice in one or two queries; ids that it does not know
(staff) are answered from the account: e-mail and language.  ``on_failure(user_ids=, channel=, now=)`` is called, in the
transaction that settles the messages, for people whose number or mailbox turned out dead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User
from portal.notifications.models import Channel
from portal.notifications.rules import numbers


@dataclass(frozen=True, slots=True)
class Recipient:
    """``phone`` is E.164, empty when there is none.  A channel that failed for good is not offered again until corrected."""

    user_id: int
    email: str = ""
    phone: str = ""
    preferred: str = Channel.EMAIL
    language: str = "fr"
    zone: str = "Europe/Paris"
    email_works: bool = True
    phone_works: bool = True

    def address(self, channel: str) -> str:
        """Where to write on ``channel``; empty when we cannot, or may not (foreign and premium numbers)."""
        if channel == Channel.SMS:
            return self.phone if self.phone_works and numbers.may_be_texted(self.phone) else ""
        if channel == Channel.EMAIL:
            return self.email if self.email_works else ""
        return ""


Resolver = Callable[[Collection[int]], dict[int, Recipient]]
OnFailure = Callable[..., None]

_keepers: list[tuple[Resolver, OnFailure]] = []


def register(resolver: Resolver, *, on_failure: OnFailure) -> None:
    """Called once, in the ``handlers.py`` of each room that keeps addresses; the first that knows a person answers."""
    if (resolver, on_failure) not in _keepers:
        _keepers.append((resolver, on_failure))


def find(user_ids: Collection[int]) -> dict[int, Recipient]:
    """Every active person of ``user_ids``; a closed account is left out."""
    known: dict[int, Recipient] = {}
    others = set(user_ids)
    for resolver, _on_failure in _keepers:
        if others:
            known |= resolver(list(others))
            others -= known.keys()
    if others:
        accounts = User.objects.filter(pk__in=others, is_active=True).values_list("pk", "email", "language")
        known |= {pk: Recipient(pk, email=email or "", language=language) for pk, email, language in accounts}
    return known


def failed(user_ids: Collection[int], channel: str, now: datetime) -> None:
    """The address of ``user_ids`` on ``channel`` does not exist: their file says so."""
    for _resolver, on_failure in _keepers if user_ids else ():
        on_failure(user_ids=list(user_ids), channel=channel, now=now)

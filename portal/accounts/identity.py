"""What the State says of a person who comes through FranceConnect, kept in their session until it is used.

Verified by signature when it is put there (``gateways.openid``); nobody can type it.  The pivot identity: given names, name
at birth, day, place and country of birth, gender.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest

FRANCECONNECT, PROCONNECT = "franceconnect", "proconnect"
SESSION_KEY = "portal.accounts.state_identity"
"""Holds a ``StateIdentity`` as a dict, from the return of FranceConnect until it is linked, or for two hours."""
KEPT = timedelta(hours=2)
FRANCE = "99100"
LONGEST = 160
CARRIED_KEY, MOST_CARRIED = "portal.accounts.carried", 20_000
"""Signed words of the page that one left from; longer ones are cut, and then open nothing."""


@dataclass(frozen=True, slots=True)
class StateIdentity:
    """A verified identity.  ``birth_place`` is the Insee code of a commune, empty for somebody born abroad."""

    source: str
    """``franceconnect`` or ``proconnect``."""
    subject: str
    """The same person has the same one at each visit; it says nothing of them."""
    given_names: str = ""
    family_name: str = ""
    birth_date: str = ""
    """ISO, as it was given: a day of birth that is not known to the State stands there as ``1950-00-00``."""
    birth_place: str = ""
    birth_country: str = ""
    """Insee code: 99100 is France."""
    gender: str = ""
    """``female`` or ``male``."""
    email: str = ""
    verified_at: str = ""

    @property
    def born_on(self) -> date | None:
        """None when the State does not know the whole date."""
        try:
            return date.fromisoformat(self.birth_date)
        except ValueError:
            return None

    @property
    def first_name(self) -> str:
        """The first of the given names."""
        return self.given_names.split(" ")[0]

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.family_name}".strip()


def identity_from(source: str, claims: Mapping[str, Any], now: datetime) -> StateIdentity:
    """From verified claims; what is missing stays empty."""

    def word(name: str) -> str:
        given = claims.get(name)
        return " ".join(given.split())[:LONGEST] if isinstance(given, str) and given.isprintable() else ""

    return StateIdentity(
        source=source,
        subject=word("sub"),
        given_names=word("given_name"),
        family_name=word("family_name"),
        birth_date=word("birthdate"),
        birth_place=word("birthplace"),
        birth_country=word("birthcountry"),
        gender=word("gender"),
        email=word("email"),
        verified_at=now.isoformat(),
    )


def keep(request: HttpRequest, identity: StateIdentity, *, carried: str = "") -> None:
    """Until the application is signed, or for two hours.  ``carried``: what the page it left from had signed into itself."""
    request.session[SESSION_KEY] = asdict(identity)
    request.session[CARRIED_KEY] = carried


def carried(request: HttpRequest) -> str:
    """What the page had signed, as it came back; whoever wrote it is for that page to check."""
    return str(request.session.get(CARRIED_KEY, ""))


def kept(request: HttpRequest, now: datetime) -> StateIdentity | None:
    """What ``keep`` put there, if it is not too old."""
    written = request.session.get(SESSION_KEY)
    if written is None:
        return None
    identity = StateIdentity(**written)
    return identity if now - datetime.fromisoformat(identity.verified_at) < KEPT else None


def forget(request: HttpRequest) -> None:
    """It has been used, or somebody else signs in."""
    request.session.pop(SESSION_KEY, None)
    request.session.pop(CARRIED_KEY, None)

"""What the State says of who registers, when they come through FranceConnect."""

from __future__ import annotations

from django.http import HttpRequest

from portal.accounts import identity
from portal.accounts import services as accounts
from portal.accounts.identity import StateIdentity
from portal.accounts.models import User
from portal.accounts.present import present
from portal.reference.models import Commune
from seekers.registration.answers import Identity


def vouched(request: HttpRequest) -> tuple[Identity, StateIdentity] | None:
    """The identity of this session as an application writes it, and as it was given; None for who only types."""
    given = accounts.state_identity(request)
    if given is None or given.source != identity.FRANCECONNECT:
        return None
    place = Commune.objects.filter(pk=given.birth_place).first() if given.birth_place else None
    known = Identity(
        first_name=given.first_name, last_name=given.family_name, birth_date=given.born_on,
        birth_place=str(place) if place else given.birth_place,
    )  # fmt: skip
    return known, given


def link(request: HttpRequest, user: User, given: StateIdentity) -> None:
    """From now on FranceConnect opens this application, on any device, and the account that it becomes."""
    accounts.link_state_identity(user=user, identity=given, actor=user, now=present())
    identity.forget(request)

"""What the State says of who registers, when they come through FranceConnect."""

from __future__ import annotations

from django.http import HttpRequest

from portal.accounts import identity
from portal.accounts import services as accounts
from portal.accounts.models import User
from portal.accounts.present import present
from portal.reference.models import Commune
from seekers.registration.answers import Identity


def vouched(request: HttpRequest) -> tuple[Identity, str] | None:
    """The identity of this session and who vouches for it; None for who only types."""
    given = identity.kept(request, present())
    if given is None or given.source != identity.FRANCECONNECT:
        return None
    place = Commune.objects.filter(pk=given.birth_place).first() if given.birth_place else None
    known = Identity(
        first_name=given.first_name, last_name=given.family_name, birth_date=given.born_on,
        birth_place=str(place) if place else given.birth_place,
    )  # fmt: skip
    return known, given.source


def link(request: HttpRequest, user: User) -> None:
    """The account that was just opened is that of the person whom the State vouches for: they enter it the same way next time.

    Refused: ``IdentityTaken`` (an application was begun in another window).
    """
    given = identity.kept(request, present())
    if given is not None:
        accounts.link_state_identity(user=user, identity=given, actor=user, now=present())
        identity.forget(request)

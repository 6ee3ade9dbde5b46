"""What the State says of who registers, when they come through FranceConnect."""

from __future__ import annotations

from django.http import HttpRequest

from portal.accounts import identity
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

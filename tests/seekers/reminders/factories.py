"""A town that owes November: who filed, who began, who never came."""

from __future__ import annotations

from portal.accounts.models import User
from portal.months import Month
from seekers.declarations.models import Declaration
from seekers.declarations.models import State as DeclarationState
from seekers.profiles.models import Seeker
from tests.seekers.registration.factories import registered

NOVEMBER = Month(2026, 11)


def seeker(*, phone: str | None = None, preferred: str = "sms", **facts) -> Seeker:
    """Registered and owing November, reachable by SMS and e-mail unless told."""
    made = registered(phone="", preferred_channel=preferred, **facts)
    number = f"+336399{made.pk % 100_000:05d}" if phone is None else phone
    Seeker.objects.filter(pk=made.pk).update(phone=number)
    return Seeker.objects.get(pk=made.pk)


def with_draft(person: Seeker, month: Month = NOVEMBER) -> Seeker:
    Declaration.objects.create(seeker=person, month=month, draft={})
    return person


def missed(person: Seeker, month: Month = NOVEMBER.previous) -> Seeker:
    Declaration.objects.create(seeker=person, month=month, state=DeclarationState.MISSED)
    return person


def no_mailbox(person: Seeker) -> Seeker:
    User.objects.filter(pk=person.user_id).update(email=None)
    return person

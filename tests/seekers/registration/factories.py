"""Registered people."""

from __future__ import annotations

from datetime import date

import factory

from seekers.registration.models import CeaseReason, Registration, State
from tests.seekers.profiles.factories import SeekerFactory


class RegistrationFactory(factory.django.DjangoModelFactory):
    """Registered since last year; ``forgot=True``: ended because September 2026 was not declared."""

    class Meta:
        model = Registration

    class Params:
        forgot = factory.Trait(state=State.CEASED, ceased_on=date(2026, 9, 30), cease_reason=CeaseReason.NOT_DECLARED)

    seeker = factory.SubFactory(SeekerFactory)
    registered_on = date(2025, 11, 3)


def registered(**facts):
    """A registered job seeker; ``facts`` go to the person."""
    return RegistrationFactory(seeker=SeekerFactory(**facts)).seeker

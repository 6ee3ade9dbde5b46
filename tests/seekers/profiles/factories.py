"""Job seekers; every number is impossible in real life."""

from __future__ import annotations

from datetime import date

import factory

from seekers.profiles.models import BankAccount, Seeker
from tests.portal.accounts.factories import UserFactory

IBAN = "FR7630001007941234567890185"
"""The example of the IBAN register."""


class SeekerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seeker

    class Params:
        in_martinique = factory.Trait(postcode="97200", zone="America/Martinique")
        in_reunion = factory.Trait(postcode="97400", zone="Indian/Reunion")
        in_tahiti = factory.Trait(postcode="98700", zone="Pacific/Tahiti")
        by_sms = factory.Trait(phone="+33639980001", preferred_channel="sms")

    user = factory.SubFactory(UserFactory)
    first_name = "Amina"
    last_name = factory.Sequence("Kessler{}".format)
    birth_date = date(1985, 4, 12)
    postcode = "59100"


class BankAccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BankAccount

    seeker = factory.SubFactory(SeekerFactory)
    iban = IBAN
    holder = "AMINA KESSLER"

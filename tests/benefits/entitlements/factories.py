"""Rights in every situation."""

from __future__ import annotations

from datetime import date

import factory

from benefits.entitlements.models import Entitlement, Scheme
from tests.seekers.profiles.factories import SeekerFactory


class EntitlementFactory(factory.django.DjangoModelFactory):
    """An ARE of 57.00 € a day (daily wage 100.00 €), 300 days left."""

    class Meta:
        model = Entitlement

    class Params:
        ass = factory.Trait(scheme=Scheme.ASS, daily_cents=1_933, reduced_daily_cents=1_933, sjr_cents=0)
        nearly_over = factory.Trait(days_total=5, days_left=5)
        reduced_soon = factory.Trait(
            sjr_cents=25_000,
            daily_cents=14_250,
            reduced_daily_cents=9_975,
            full_rate_days=182,
            paid_days=170,
            days_total=470,
        )

    seeker = factory.SubFactory(SeekerFactory)
    scheme = Scheme.ARE
    opened_on = date(2026, 1, 5)
    first_payable_on = date(2026, 1, 12)
    contract_ended_on = date(2025, 12, 31)
    sjr_cents = 10_000
    daily_cents = 5_700
    reduced_daily_cents = 5_700
    days_total = 300
    days_left = 300

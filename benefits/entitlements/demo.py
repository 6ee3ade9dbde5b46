"""The rights of the demo town."""

from __future__ import annotations

from datetime import timedelta

from benefits.entitlements import services
from benefits.entitlements.models import Scheme
from portal import clock
from portal.demo.town import FOUNDED_AT, Town, share
from seekers.profiles.demo import trait_of
from seekers.profiles.models import Seeker


@share(order=40, title="rights")
def rights(town: Town) -> None:
    seekers = [
        seeker for seeker in Seeker.objects.select_related("user").order_by("pk") if trait_of(seeker) != "no_right"
    ]
    founded_on = FOUNDED_AT.astimezone(clock.PARIS).date()
    for number, seeker in enumerate(seekers, start=1):
        trait = trait_of(seeker)
        town.progress("", number, len(seekers))
        if trait == "ass":
            services.open_entitlement(
                seeker=seeker,
                scheme=Scheme.ASS,
                opened_on=founded_on - timedelta(days=30),
                days=182,
                monthly_resources_cents=town.chance.choice((0, 60_000, 98_000)),
                actor=None,
                now=clock.now(),
            )
            continue
        services.open_entitlement(
            seeker=seeker,
            scheme=Scheme.ARE,
            opened_on=founded_on - timedelta(days=15),
            contract_ended_on=founded_on - timedelta(days=40),
            days=70 if trait == "end_of_rights" else town.chance.choice((243, 365, 548)),
            sjr_cents=town.chance.randrange(16_500, 26_000)
            if trait == "high_wage"
            else town.chance.randrange(5_200, 11_500),
            csg_rate=town.chance.choice((620, 620, 380, 0)),
            actor=None,
            now=clock.now(),
        )

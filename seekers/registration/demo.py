"""Everybody in the demo town is registered, some since long ago."""

from __future__ import annotations

from datetime import timedelta

from portal import clock
from portal.demo.town import FOUNDED_AT, Town, share
from seekers.profiles.models import Seeker
from seekers.registration import services


@share(order=30, title="registrations")
def registrations(town: Town) -> None:
    seekers = list(Seeker.objects.select_related("user").order_by("pk"))
    founded_on = FOUNDED_AT.astimezone(clock.PARIS).date()
    for number, seeker in enumerate(seekers, start=1):
        on = founded_on - timedelta(days=town.chance.randrange(20, 500))
        services.register(seeker=seeker, on=on, actor=None, now=clock.now())
        town.progress("", number, len(seekers))

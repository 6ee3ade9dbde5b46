"""Everybody in the demo town is registered: some since long ago, the others in the first days of October or November."""

from __future__ import annotations

from datetime import date, timedelta

from portal import clock
from portal.demo.town import FOUNDED_AT, Town, habit, share
from portal.months import Month
from seekers.profiles.demo import CAST, trait_of
from seekers.profiles.models import Seeker
from seekers.registration import services
from seekers.registration.models import Registration

NEWCOMERS_IN = (Month(2026, 10), Month(2026, 11), Month(2026, 11))
OF_OLD = frozenset({"agency", "forgetful", "end_of_rights", "ass", "refused_account"})
"""Their story needs a past: a habit, a month that was missed, a right that has run down."""


@share(order=30, title="registrations")
def registrations(town: Town) -> None:
    seekers = list(Seeker.objects.select_related("user").order_by("pk"))
    founded_on = FOUNDED_AT.astimezone(clock.PARIS).date()
    for number, seeker in enumerate(seekers, start=1):
        town.progress("", number, len(seekers))
        on = founded_on - timedelta(days=town.chance.randrange(20, 500))
        if arrives_on(seeker) is None:
            services.register(seeker=seeker, on=on, actor=None, now=clock.now())


def arrives_on(seeker: Seeker) -> date | None:
    """The day on which a newcomer registers; None for those who were here before."""
    known = {persona.identifier for persona in CAST}
    if seeker.user.identifier in known or trait_of(seeker) in OF_OLD or seeker.pk % 8 == 0:
        return None
    return NEWCOMERS_IN[seeker.pk % len(NEWCOMERS_IN)].first.replace(day=1 + seeker.pk % 7)


@habit(hour=9, order=10)
def newcomers_register(today: date) -> None:
    if Month.of(today) not in NEWCOMERS_IN:
        return
    here = Registration.objects.values("seeker")
    for seeker in Seeker.objects.exclude(pk__in=here).select_related("user").order_by("pk"):
        if arrives_on(seeker) == today:
            services.register(seeker=seeker, on=today, actor=seeker.user, now=clock.now())

"""The advisors of the demo town at work: each has a portfolio, declares with those who need it, and makes some calls."""

from __future__ import annotations

from datetime import date, timedelta

from advisors.agencies.demo import ISLAND, NORTH, advisors_of
from advisors.portfolios import services
from advisors.portfolios.models import Assignment, CallResult, CallTask, Level
from portal import clock
from portal.accounts.models import User
from portal.demo.town import VISITED_FROM, Town, habit, share
from portal.months import Month
from seekers.declarations import services as declarations
from seekers.declarations.demo import HELPED, answers_for, confirmed, months_open
from seekers.declarations.models import Declaration, Via
from seekers.profiles.demo import trait_of
from seekers.profiles.models import Seeker

OWN = {
    "chantal": "conseil.martin", "karim": "conseil.martin", "farid": "conseil.martin", "amina": "conseil.diop",
    "bruno": "conseil.diop", "elodie": "conseil.hoareau",
}  # fmt: skip
"""Who follows the people worth meeting; everybody else goes round the advisors of their agency."""
LEVELS = (Level.FOLLOWED, Level.GUIDED, Level.GUIDED, Level.REINFORCED, Level.GUIDED, Level.GLOBAL, Level.FOLLOWED)
OVERSEAS = "97"
VISIT = VISITED_FROM.astimezone(clock.PARIS).date()
CALLS_A_DAY, FRIDAY = 2, 4
RESULTS = (CallResult.REACHED, CallResult.NO_ANSWER, CallResult.VOICEMAIL, CallResult.TO_VISIT, CallResult.REFUSES)


@share(order=45, title="portfolios")
def portfolios(town: Town) -> None:
    teams = {NORTH: advisors_of(NORTH), ISLAND: advisors_of(ISLAND)}
    everyone = {user.identifier: user for team in teams.values() for user in team}
    seekers = list(Seeker.objects.select_related("user").order_by("pk"))
    for number, seeker in enumerate(seekers, start=1):
        team = teams[ISLAND if seeker.postcode.startswith(OVERSEAS) else NORTH]
        advisor = everyone.get(OWN.get(seeker.user.identifier, "")) or team[number % len(team)]
        services.assign(seeker=seeker, advisor=advisor, actor=None, now=clock.now(), level=LEVELS[number % len(LEVELS)])
        town.progress("", number, len(seekers))


@habit(hour=14, order=60)
def advisors_declare_with_people(today: date) -> None:
    """Whoever is used to the agency comes, or is called, on their day of the window; on the visitor's day some still wait."""
    now = clock.now()
    for month in months_open(today):
        window = declarations.find_window(month)
        if now < window.opens_at:
            continue
        opens_on = window.opens_at.astimezone(clock.PARIS).date()
        done = Declaration.objects.filed().filter(month=month).values("seeker")
        rows = Assignment.objects.live().filter(seeker__registrations__state="active").exclude(seeker__in=done)
        for row in rows.select_related("seeker__user", "advisor").order_by("pk"):
            helped = trait_of(row.seeker) in HELPED and opens_on + timedelta(days=3 + row.seeker.pk % 9) == today
            if helped and month in declarations.owed(row.seeker, now):
                declare_with(row.seeker, row.advisor, month)


def declare_with(seeker: Seeker, advisor: User, month: Month) -> None:
    answers = answers_for(trait_of(seeker), month)
    services.declare_with(
        seeker=seeker, month=month, answers=answers, base_version=0, confirmed=confirmed(seeker, month, answers),
        consent_words="Oui, c’est bien cela.", read_back=True, via=Via.AGENCY if seeker.pk % 3 else Via.PHONE, actor=advisor,
        now=clock.now(),
    )  # fmt: skip


@habit(hour=14, order=70)
def advisors_make_calls(today: date) -> None:
    """Each makes a few calls on working days, from the top of their queue.  The visitor makes their own."""
    if today >= VISIT or today.weekday() > FRIDAY:
        return
    now = clock.now()
    for advisor in (*advisors_of(NORTH), *advisors_of(ISLAND)):
        waiting = CallTask.objects.of_advisor(advisor).to_make(now).select_related("seeker__user")
        for call in waiting[:CALLS_A_DAY]:
            result = RESULTS[call.pk % len(RESULTS)]
            services.settle_calls(seeker=call.seeker, result=result, actor=advisor, now=now)

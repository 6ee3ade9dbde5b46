"""The advisors of the demo town at work: each has a portfolio, declares with those who need it, and makes some calls."""

from __future__ import annotations

from datetime import date, timedelta

from advisors.agencies.demo import ISLAND, NORTH, advisors_of
from advisors.portfolios import services
from advisors.portfolios.models import Assignment, CallResult, CallTask, Level
from portal import clock
from portal.accounts.models import User
from portal.demo.hands import spread
from portal.demo.town import VISITED_FROM, Town, habit, share
from portal.months import Month
from seekers.declarations import services as declarations
from seekers.declarations.demo import HELPED, answers_for, confirmed, months_open
from seekers.declarations.models import Declaration, Via
from seekers.profiles.demo import by_number, number_of, trait_named, trait_of
from seekers.profiles.models import Seeker

OWN = {
    "chantal": "conseil.martin", "karim": "conseil.martin", "farid": "conseil.martin", "amina": "conseil.diop",
    "bruno": "conseil.diop", "elodie": "conseil.hoareau",
}  # fmt: skip
"""Who follows the people worth meeting; everybody else goes round the advisors of their agency."""
LEVELS = (Level.FOLLOWED, Level.GUIDED, Level.GUIDED, Level.REINFORCED, Level.GUIDED, Level.GLOBAL, Level.FOLLOWED)
OVERSEAS = "97"
VISIT = clock.day_of(VISITED_FROM)
CALLS_A_DAY, FRIDAY = 2, 4
RESULTS = (CallResult.REACHED, CallResult.NO_ANSWER, CallResult.VOICEMAIL, CallResult.TO_VISIT, CallResult.REFUSES)


@share(order=45, title="portfolios")
def portfolios(town: Town) -> None:
    teams = {NORTH: advisors_of(NORTH), ISLAND: advisors_of(ISLAND)}
    everyone = {user.identifier: user for team in teams.values() for user in team}
    followed = []
    for number, seeker in enumerate(by_number(Seeker.objects.select_related("user")), start=1):
        team = teams[ISLAND if seeker.postcode.startswith(OVERSEAS) else NORTH]
        advisor = everyone.get(OWN.get(seeker.user.identifier, "")) or team[number % len(team)]
        followed.append((seeker, advisor, LEVELS[number % len(LEVELS)]))
    spread(is_followed, followed, lambda done: town.progress("", done, len(followed)))


def is_followed(by: tuple[Seeker, User, Level]) -> None:
    seeker, advisor, level = by
    services.assign(seeker=seeker, advisor=advisor, actor=None, now=clock.now(), level=level)


@habit(hour=14, order=60)
def advisors_declare_with_people(today: date) -> None:
    """Whoever is used to the agency comes, or is called, on their day of the window; on the visitor's day some still wait."""
    now = clock.now()
    for month in months_open(today):
        window = declarations.find_window(month)
        if now < window.opens_at:
            continue
        opens_on = clock.day_of(window.opens_at)
        done = Declaration.objects.filed().filter(month=month).values("seeker")
        rows = Assignment.objects.live().filter(seeker__registrations__state="active").exclude(seeker__in=done)
        names = rows.order_by("pk").values_list("pk", "seeker__user__identifier")
        coming = [pk for pk, name in names if trait_named(name) in HELPED and comes_on(name, opens_on) == today]
        for row in Assignment.objects.filter(pk__in=coming).select_related("seeker__user", "advisor").order_by("pk"):
            if month in declarations.owed(row.seeker, now):
                declare_with(row.seeker, row.advisor, month)


def comes_on(identifier: str, opens_on: date) -> date:
    return opens_on + timedelta(days=3 + number_of(identifier) % 9)


def declare_with(seeker: Seeker, advisor: User, month: Month) -> None:
    answers = answers_for(trait_of(seeker), month)
    services.declare_with(
        seeker=seeker, month=month, answers=answers, base_version=0, confirmed=confirmed(seeker, month, answers),
        consent_words="Oui, c’est bien cela.", read_back=True, actor=advisor, now=clock.now(),
        via=Via.AGENCY if number_of(seeker.user.identifier) % 3 else Via.PHONE,
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

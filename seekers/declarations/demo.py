"""How the people of the demo town declare: on their day, in their way, most of them in time."""

from __future__ import annotations

from datetime import date, timedelta

from portal import clock
from portal.demo.hands import spread
from portal.demo.town import VISITED_FROM, habit
from portal.intake import services as intake
from portal.months import Month
from seekers.declarations import rules, services
from seekers.declarations.answers import QUESTIONS, Answers, Days, Employer
from seekers.declarations.models import Declaration, Via
from seekers.declarations.postbag import envelopes
from seekers.profiles.demo import CAST, number_of, trait_named, trait_of
from seekers.profiles.models import Seeker
from seekers.registration.models import CeaseReason, Registration

VISIT = clock.day_of(VISITED_FROM)
LAST_MONTH_OF_THE_FORGETFUL = Month(2026, 9)
ON_PAPER = "chantal"
HELPED = {"agency"}
"""These declare with an advisor (``advisors.portfolios.demo``), not by themselves."""


def answers_for(trait: str, month: Month) -> Answers:
    """A complete and honest month for somebody who lives ``trait``."""
    no = dict.fromkeys(QUESTIONS, False)
    employers: tuple[Employer, ...] = ()
    spans: tuple[tuple[str, Days], ...] = ()
    if trait == "part_time":
        employers = (Employer("Boulangerie des Halles", 52 * 60, 68_640, ended=False),)
    elif trait == "two_employers":
        employers = (
            Employer("Crèche Les Petits Pas", 38 * 60 + 30, 49_280, ended=False),
            Employer("Mme Lenoir (garde d’enfants)", 30 * 60, 38_000, ended=False),
        )
    elif trait == "sick":
        no["sick_leave"] = True
        spans = (("sick_leave", Days(month.first.replace(day=6), month.first.replace(day=15))),)
    still_looking, ends_on, reason = True, None, ""
    if trait == "found_work" and month == Month(2026, 10):
        still_looking, ends_on, reason = False, month.first.replace(day=26), CeaseReason.FOUND_WORK.value
    return Answers(
        **{**no, "worked": bool(employers)},
        employers=employers,
        spans=spans,
        still_looking=still_looking,
        ends_on=ends_on,
        end_reason=reason,
        end_confirmed=not still_looking,
    )


def declares_on(identifier: str, month: Month, opens_on: date) -> date | None:
    """The day on which this person declares ``month``, which opens on ``opens_on``; None when they forget, wait for a visitor, or
    are helped.
    """
    trait = trait_named(identifier)
    if trait in HELPED:
        return None
    if trait == "forgetful" and month > LAST_MONTH_OF_THE_FORGETFUL:
        return None
    if month >= Month(2026, 11) and (trait == "draft" or identifier in {each.identifier for each in CAST}):
        return None
    days = (number_of(identifier) * 7 + month.month * 3) % 40
    return opens_on + timedelta(days=days if days < 16 else days % 5)


def months_open(today: date) -> list[Month]:
    """The months whose window may be open today: this one and the one before."""
    here = Month.of(today)
    return [here.previous, here]


@habit(hour=9)
def people_declare(today: date) -> None:
    now = clock.now()
    for month in months_open(today):
        window = services.find_window(month)
        if now < window.opens_at:
            continue
        opens_on = clock.day_of(window.opens_at)
        done = Declaration.objects.filed().filter(month=month).values("seeker")
        waiting = Seeker.objects.filter(registrations__in=Registration.objects.owing(month)).exclude(pk__in=done)
        names = waiting.order_by("pk").values_list("pk", "user__identifier")
        ready = [pk for pk, name in names if declares_on(name, month, opens_on) == today]
        people = [
            (seeker, month)
            for seeker in Seeker.objects.filter(pk__in=ready).select_related("user").order_by("pk")
            if services.is_open(window, seeker, now)
        ]
        spread(declare, people)


def declare(owed: tuple[Seeker, Month]) -> None:
    seeker, month = owed
    answers = answers_for(trait_of(seeker), month)
    services.file(
        seeker=seeker,
        month=month,
        answers=answers,
        base_version=0,
        confirmed=confirmed(seeker, month, answers),
        via=Via.WEB,
        actor=seeker.user,
        now=clock.now(),
    )


def confirmed(seeker: Seeker, month: Month, answers: Answers) -> tuple[str, ...]:
    """The people of the town answer what they mean: they confirm what surprises us."""
    return tuple(each.key for each in rules.surprises(answers, services.previous_answers(seeker, month), month))


@habit(hour=9, order=60)
def some_only_begin(today: date) -> None:
    """On the day of the visit, a few have begun and not sent: the ladder will remind them."""
    if today != VISIT:
        return
    month = Month.of(today)
    for seeker in Seeker.objects.filter(registrations__state="active").select_related("user").order_by("pk"):
        if trait_of(seeker) == "draft" and month in services.owed(seeker, clock.now()):
            services.save_draft(
                seeker=seeker,
                month=month,
                answers=Answers(worked=True, training=False),
                step="work",
                actor=seeker.user,
                now=clock.now(),
            )


@habit(hour=9, order=70)
def the_post_comes(today: date) -> None:
    """On the morning of the visit the scanner has read three envelopes: one to type, one to register, one to sort."""
    if today != VISIT:
        return
    now, month = clock.now(), Month.of(today)
    seeker = (
        Seeker.objects.filter(user__identifier=ON_PAPER, registrations__state="active").select_related("user").first()
    )
    if seeker is None or month not in services.owed(seeker, now):
        return
    slip = services.print_form(seeker=seeker, month=month, actor=seeker.user, now=now - timedelta(days=1))
    batch = intake.take_in(
        files=[envelopes(seeker, month, slip)],
        received_on=today,
        postmarked_on=today - timedelta(days=1),
        actor=None,
        now=now,
    )
    intake.read_batch(batch=batch, now=now)

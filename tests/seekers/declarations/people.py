"""A job seeker who may declare, made by the services, and the day on which the test happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.test import Client
from django.utils import timezone

from portal import clock
from portal.demo.models import DemoClock
from portal.demo.moved_clock import follow
from portal.months import Month
from seekers.declarations import services
from seekers.declarations.answers import Answers, Days, Employer
from seekers.declarations.models import Version, Via
from seekers.profiles.models import Seeker
from seekers.profiles.services import create_seeker
from seekers.registration.services import register

NOVEMBER = Month(2026, 11)
MORNING = clock.at(date(2026, 11, 29), 10, 5)
NOTHING = Answers(
    worked=False, training=False, internship=False, sick_leave=False, maternity=False, paternity=False, pension=False,
    disability_pension=False, still_looking=True,
)  # fmt: skip
SAID_NO = {name: "no" for name in (
    "worked", "training", "internship", "sick_leave", "maternity", "paternity", "pension", "disability_pension",
)} | {"still_looking": "yes"}  # fmt: skip
"""Step 1 as a person with nothing to declare posts it."""
_numbers = count(1)


def two_employers() -> Answers:
    """Two employers, a sick leave, still looking."""
    return Answers(
        **{**{name: False for name in SAID_NO}, "worked": True, "sick_leave": True, "still_looking": True},
        employers=(
            Employer("Crèche Les Lilas", 42 * 60 + 30, 51_230, ended=False),
            Employer("Mairie de Bréhal", 12 * 60, 15_600, ended=True, estimated=True),
        ),
        spans=(("sick_leave", Days(date(2026, 11, 3), date(2026, 11, 9))),),
    )


def a_seeker(*, registered_on: date = date(2026, 9, 1), postcode: str = "50290", **facts: object) -> Seeker:
    """Registered since September unless told, and able to sign in."""
    number = next(_numbers)
    identity = {
        "identifier": f"personne-{number}",
        "first_name": "Awa",
        "last_name": "Martin",
        "birth_date": date(1987, 3, 4),
        "email": f"awa{number}@exemple.invalid",
        "password": "une-ville-inventee",
    }
    seeker = create_seeker(**{**identity, **facts}, postcode=postcode, actor=None, now=clock.start_of(registered_on))
    register(seeker=seeker, on=registered_on, actor=None, now=clock.start_of(registered_on))
    return seeker


def sent(seeker: Seeker, answers: Answers = NOTHING, *, month: Month = NOVEMBER, now: datetime = MORNING, base: int = 0) -> Version:
    """A month already declared."""
    return services.file(
        seeker=seeker, month=month, answers=answers, base_version=base, confirmed=(), via=Via.WEB, actor=seeker.user, now=now
    )


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """``at(instant)``: the pages live at that instant."""

    def move(instant: datetime) -> None:
        seconds = round((instant - timezone.now()).total_seconds())
        DemoClock.objects.update_or_create(id=1, defaults={"shift_seconds": seconds})
        follow()

    yield move
    clock.set_shift(timedelta(0))


@pytest.fixture
def morning(db: None, at: Callable[[datetime], None]) -> datetime:
    """29 November 2026, 10:05 in Paris: the window of November has just opened."""
    at(MORNING)
    return MORNING


@pytest.fixture
def seeker(morning: datetime) -> Seeker:
    return a_seeker()


@pytest.fixture
def browser(seeker: Seeker) -> Client:
    """The person's own browser, signed in."""
    client = Client()
    client.force_login(seeker.user)
    return client

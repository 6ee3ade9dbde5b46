"""A job seeker in front of their browser, on the morning when November may first be declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal import clock
from portal.demo.models import DemoClock
from portal.demo.moved_clock import follow
from seekers.declarations.answers import QUESTIONS, Answers, Days, Employer
from seekers.profiles.models import Seeker
from tests.seekers.declarations.factories import worked
from tests.seekers.registration.factories import registered

MORNING = clock.at(date(2026, 11, 29), 10, 5) + timedelta(seconds=30)
SAID_NO = dict.fromkeys(QUESTIONS, "no") | {"still_looking": "yes"}
"""Step 1 as a person with nothing to declare posts it."""


def two_employers(**given: object) -> Answers:
    """Two employers, a sick leave, still looking."""
    return worked(
        Employer("Crèche Les Lilas", 42 * 60 + 30, 57_030, ended=False),
        Employer("Mairie de Bréhal", 12 * 60, 15_600, ended=True, estimated=True),
        sick_leave=True,
        spans=(("sick_leave", Days(date(2026, 11, 3), date(2026, 11, 9))),),
        **given,
    )


def signed_in(person: Seeker) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def at(db: None) -> Iterator[Callable[[datetime], None]]:
    """``at(instant)``: the pages live at that instant, as in a demonstration."""

    def move(instant: datetime) -> None:
        seconds = round((instant - timezone.now()).total_seconds())
        DemoClock.objects.update_or_create(id=1, defaults={"shift_seconds": seconds})
        follow()

    yield move
    clock.set_shift(timedelta(0))


@pytest.fixture
def morning(at: Callable[[datetime], None]) -> datetime:
    """29 November 2026, 10:05 in Paris."""
    at(MORNING)
    return MORNING


@pytest.fixture
def seeker(morning: datetime) -> Seeker:
    return registered(first_name="Awa")


@pytest.fixture
def browser(seeker: Seeker) -> Client:
    return signed_in(seeker)

"""What the home of a person says of their months when nothing is to be declared today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from portal import clock
from seekers.registration.models import CeaseReason, Registration, State
from tests.seekers.declarations.browsing import signed_in
from tests.seekers.declarations.factories import NOVEMBER, said, sent
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.factories import RegistrationFactory

pytestmark = pytest.mark.django_db

DECEMBER = "Déclarer votre mois de décembre 2026"
MID_DECEMBER = clock.at(date(2026, 12, 16), 10)
At = Callable[[datetime], None]


def home_of(person) -> str:
    return signed_in(person).get("/").content.decode()


def test_who_came_back_reads_when_the_next_month_opens(at: At) -> None:
    at(MID_DECEMBER)
    person = RegistrationFactory(forgot=True).seeker
    assert DECEMBER not in home_of(person)
    RegistrationFactory(seeker=person, registered_on=date(2026, 12, 16))
    assert DECEMBER in home_of(person)


def test_who_has_sent_the_month_reads_the_one_after(at: At) -> None:
    now = clock.at(date(2026, 11, 29), 10)
    at(now)
    person = RegistrationFactory().seeker
    sent(person, said(), now=now)
    assert DECEMBER in home_of(person)


def test_who_stops_has_no_next_month_until_they_come_back(at: At) -> None:
    now = clock.at(date(2026, 12, 1), 10)
    at(now)
    person = RegistrationFactory(seeker=SeekerFactory()).seeker
    stops = said(
        still_looking=False, ends_on=date(2026, 11, 30), end_reason=CeaseReason.FOUND_WORK.value, end_confirmed=True
    )
    sent(person, stops, month=NOVEMBER, now=now)
    assert DECEMBER not in home_of(person)
    Registration.objects.filter(seeker=person).update(state=State.CEASED, ceased_on=date(2026, 11, 30))
    RegistrationFactory(seeker=person, registered_on=date(2026, 12, 10))
    at(MID_DECEMBER)
    assert DECEMBER in home_of(person)

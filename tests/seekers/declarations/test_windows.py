"""Opening, extending, holding."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.audit.models import Entry
from portal.months import Month
from seekers.declarations import services
from seekers.declarations.models import Window
from tests.factories import operator
from tests.seekers.declarations.factories import NOVEMBER, OPEN
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.factories import RegistrationFactory, registered

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("month", "zone", "end"),
    [
        (NOVEMBER, "Europe/Paris", utc(2026, 12, 15, 23)),
        (NOVEMBER, "America/Martinique", utc(2026, 12, 16, 4)),
        (NOVEMBER, "Pacific/Tahiti", utc(2026, 12, 16, 10)),
        (NOVEMBER, "Indian/Reunion", utc(2026, 12, 15, 23)),
        (Month(2026, 3), "Europe/Paris", utc(2026, 4, 15, 22)),
        (Month(2026, 10), "Europe/Paris", utc(2026, 11, 15, 23)),
        (Month(2026, 12), "Europe/Paris", utc(2027, 1, 15, 23)),
        (Month(2028, 2), "Europe/Paris", utc(2028, 3, 15, 23)),
        (Month(2028, 2), "America/Martinique", utc(2028, 3, 16, 4)),
    ],
)
def test_a_window_closes_at_midnight_and_not_a_second_before(month, zone, end):
    """Paris in winter and in summer time, overseas, across the year's end, and after a 29 February."""
    person = SeekerFactory(zone=zone)
    window = services.ensure_window(month)
    assert services.closes_at(window, zone) == end
    assert services.is_open(window, person, end - SECOND)
    assert not services.is_open(window, person, end)
    assert services.is_open(window, person, window.opens_at)
    assert not services.is_open(window, person, window.opens_at - SECOND)


@pytest.mark.parametrize(
    ("month", "opens"),
    [
        (Month(2026, 2), utc(2026, 2, 25, 23)),
        (Month(2028, 2), utc(2028, 2, 25, 23)),
        (Month(2026, 3), utc(2026, 3, 27, 23)),
        (Month(2027, 3), utc(2027, 3, 27, 23)),
        (Month(2026, 10), utc(2026, 10, 27, 23)),
        (Month(2026, 12), utc(2026, 12, 27, 23)),
    ],
)
def test_a_window_opens_on_the_28th_and_in_february_on_the_26th(month, opens):
    assert services.ensure_window(month).opens_at == opens


def test_a_window_is_made_once():
    first = services.ensure_window(NOVEMBER)
    assert services.ensure_window(NOVEMBER).pk == first.pk
    assert Window.objects.count() == 1


def test_reading_a_window_writes_nothing():
    assert services.find_window(NOVEMBER).closes_at == utc(2026, 12, 15, 23)
    assert not Window.objects.exists()


class TestExtension:
    later = utc(2026, 12, 17, 23)

    def extend(self, window, to=later, reason="Site en panne le 15 décembre", **facts):
        return services.extend_window(window=window, to=to, reason=reason, now=OPEN, actor=operator(), **facts)

    def test_everybody_has_until_the_new_end(self):
        window = self.extend(services.ensure_window(NOVEMBER))
        assert services.closes_at(window, "Europe/Paris") == self.later
        assert services.closes_at(window, "Pacific/Tahiti") == self.later
        entry = Entry.objects.get(action="declarations.window_extended")
        assert entry.reason == "Site en panne le 15 décembre"
        assert window.extension_reason == entry.reason

    @pytest.mark.parametrize(
        ("to", "reason"),
        [(utc(2026, 12, 15, 23), "panne"), (utc(2026, 12, 1), "panne"), (later, " "), (later, "p" * 201)],
    )
    def test_never_earlier_and_never_without_a_reason(self, to, reason):
        window = services.ensure_window(NOVEMBER)
        with pytest.raises(services.CannotExtend):
            self.extend(window, to, reason)
        window.refresh_from_db()
        assert window.extended_to is None

    def test_not_once_registrations_have_begun_to_end(self):
        window = services.ensure_window(NOVEMBER)
        registered()
        services.close_windows(now=utc(2026, 12, 16))
        with pytest.raises(services.CannotExtend):
            self.extend(window)

    def test_an_extended_month_is_still_owed(self):
        person = registered()
        self.extend(services.ensure_window(NOVEMBER))
        assert services.owed(person, self.later - SECOND) == [NOVEMBER]
        assert services.owed(person, self.later) == []

    def test_extended_beyond_the_next_opening_both_months_are_owed(self):
        person = registered()
        self.extend(services.ensure_window(NOVEMBER), utc(2027, 1, 3))
        assert services.owed(person, utc(2026, 12, 30)) == [NOVEMBER, NOVEMBER.next]


def test_nothing_is_owed_before_opening_nor_by_who_came_later_or_left():
    person = registered()
    newcomer = RegistrationFactory(registered_on=date(2026, 12, 2)).seeker
    gone = RegistrationFactory(forgot=True).seeker
    assert services.owed(person, utc(2026, 11, 27, 12)) == []
    assert services.owed(person, OPEN) == [NOVEMBER]
    assert services.owed(newcomer, OPEN) == []
    assert services.owed(gone, OPEN) == []


def test_holding_needs_a_reason_and_is_not_done_twice():
    window, boss = services.ensure_window(NOVEMBER), operator()
    with pytest.raises(services.CannotHold):
        services.hold_cessations(window=window, reason="", actor=boss, now=OPEN)
    services.hold_cessations(window=window, reason="Peu de SMS reçus", actor=boss, now=OPEN)
    with pytest.raises(services.CannotHold):
        services.hold_cessations(window=window, reason="encore", actor=boss, now=OPEN)
    services.release_cessations(window=window, reason="SMS renvoyés", actor=boss, now=OPEN + timedelta(hours=2))
    with pytest.raises(services.CannotHold):
        services.release_cessations(window=window, reason="encore", actor=boss, now=OPEN)
    held, released = Entry.objects.order_by("pk").filter(action__contains="cessations")
    assert (held.reason, released.reason) == ("Peu de SMS reçus", "SMS renvoyés")
    assert released.details == {"held_minutes": 120}

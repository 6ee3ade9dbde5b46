"""Closing: nobody is lost, nobody is ended twice, and whoever declared is left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import events
from portal.audit.models import Entry
from portal.months import Month
from portal.notifications.models import Message
from seekers.declarations import services
from seekers.declarations.events import DeclarationsMissed
from seekers.declarations.kinds import MonthNotDeclared
from seekers.declarations.models import Closing, Declaration, State, Window
from seekers.declarations.services import closing
from seekers.declarations.tasks import close_windows
from seekers.profiles.rules import ZONES
from seekers.registration import services as registrations
from seekers.registration.models import Registration
from tests.factories import advisor, operator
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, OPEN, said, sent
from tests.seekers.registration.factories import RegistrationFactory, registered

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
GRACE = closing.GRACE


@pytest.fixture
def window():
    return services.ensure_window(NOVEMBER)


def close(now=CLOSED) -> int:
    return services.close_windows(now=now)


def state_of(person, month=NOVEMBER) -> str:
    return Declaration.objects.get(seeker=person, month=month).state


def test_only_who_owed_the_month_and_sent_nothing_is_ended(window):
    silent, drafted, sender = registered(), registered(), registered()
    newcomer = RegistrationFactory(registered_on=date(2026, 12, 1)).seeker
    gone = RegistrationFactory(forgot=True).seeker
    services.save_draft(seeker=drafted, month=NOVEMBER, answers=said(), step="month", actor=drafted.user, now=OPEN)
    sent(sender, said())
    assert close() == 2
    assert {state_of(silent), state_of(drafted)} == {State.MISSED}
    assert state_of(sender) == State.FILED
    assert set(Registration.objects.active().values_list("seeker", flat=True)) == {sender.pk, newcomer.pk}
    assert not Declaration.objects.filter(seeker__in=[newcomer, gone]).exists()
    ended = Registration.objects.get(seeker=silent)
    assert (ended.ceased_on, ended.cease_reason) == (date(2026, 11, 30), "not_declared")
    assert services.draft_of(Declaration.objects.get(seeker=drafted)) == said()


def test_the_person_reads_why_what_it_means_and_the_way_back(window):
    person = registered(by_sms=True)
    close()
    inbox = Message.objects.get(user=person.user, channel="inbox", kind="declarations.missed")
    assert "novembre 2026" in inbox.body
    assert "15 décembre à 23 h 59" in inbox.body
    assert "Ce n’est pas une sanction" in inbox.body
    assert inbox.link == "/inscription/se-reinscrire/"
    assert Message.objects.filter(user=person.user, channel="sms").count() == 1


def test_whoever_comes_back_before_morning_is_not_told_to_come_back(window):
    back, silent = registered(), registered()
    close()
    registrations.register_again(seeker=back, actor=back.user, now=CLOSED)
    assert MonthNotDeclared.still_needed([back.user_id, silent.user_id], "", CLOSED) == {silent.user_id}


def test_one_line_of_audit_a_zone_and_the_rooms_above_are_told_once_a_slice(window, monkeypatch):
    heard = []
    monkeypatch.setitem(events._subscribers, DeclarationsMissed, [heard.append])
    people = [registered() for _ in range(3)]
    far = registered(in_tahiti=True)
    close()
    lines = Entry.objects.filter(action="declarations.zone_closed")
    assert {(line.details["zone"], line.details["missed"]) for line in lines if line.details["missed"]} == {
        ("Europe/Paris", 3), ("Pacific/Tahiti", 1),
    }  # fmt: skip
    assert lines.count() == len(ZONES)
    assert [{miss.seeker_id for miss in each.misses} for each in heard] == [{each.pk for each in people}, {far.pk}]


def test_closing_again_does_nothing(window):
    registered()
    assert close() == 1
    before = (Message.objects.count(), Entry.objects.count())
    assert close() == 0
    assert (Message.objects.count(), Entry.objects.count()) == before
    window.refresh_from_db()
    assert window.closed_at == CLOSED


@pytest.mark.parametrize(
    ("month", "zone", "end"),
    [
        (NOVEMBER, "Europe/Paris", datetime(2026, 12, 15, 23, tzinfo=UTC)),
        (NOVEMBER, "America/Martinique", datetime(2026, 12, 16, 4, tzinfo=UTC)),
        (NOVEMBER, "Indian/Reunion", datetime(2026, 12, 15, 23, tzinfo=UTC)),
        (Month(2028, 2), "Europe/Paris", datetime(2028, 3, 15, 23, tzinfo=UTC)),
        (Month(2026, 3), "Europe/Paris", datetime(2026, 4, 15, 22, tzinfo=UTC)),
        (Month(2026, 10), "America/Martinique", datetime(2026, 11, 16, 4, tzinfo=UTC)),
        (Month(2026, 12), "Europe/Paris", datetime(2027, 1, 15, 23, tzinfo=UTC)),
    ],
)
def test_nothing_ends_before_its_second(month, zone, end):
    """Winter and summer time, overseas, 29 February, the year's end; then a minute for what is still on its way."""
    services.ensure_window(month)
    person = registered(zone=zone)
    assert close(end - SECOND) == 0
    assert close(end + GRACE - SECOND) == 0
    assert close(end + GRACE) == 1
    assert state_of(person, month) == State.MISSED
    assert Registration.objects.get(seeker=person).ceased_on == month.last


def test_overseas_is_closed_after_paris(window):
    paris, tahiti = registered(), registered(in_tahiti=True)
    assert close(datetime(2026, 12, 15, 23, 1, tzinfo=UTC)) == 1
    assert Registration.objects.get(seeker=paris).state == "ceased"
    assert Registration.objects.get(seeker=tahiti).state == "active"
    window.refresh_from_db()
    assert window.closed_at is None
    assert close(datetime(2026, 12, 16, 10, 1, tzinfo=UTC)) == 1
    window.refresh_from_db()
    assert window.closed_at is not None


def test_who_moves_to_a_zone_already_closed_is_still_dealt_with(window):
    person = registered(in_tahiti=True)
    close(datetime(2026, 12, 16, 5, tzinfo=UTC))
    person.zone = "Europe/Paris"
    person.save(update_fields=["zone"])
    close(datetime(2026, 12, 16, 11, tzinfo=UTC))
    close(datetime(2026, 12, 16, 11, 1, tzinfo=UTC))
    assert state_of(person) == State.MISSED
    window.refresh_from_db()
    assert window.closed_at == datetime(2026, 12, 16, 11, 1, tzinfo=UTC)


def test_a_held_window_ends_nothing_until_it_is_released(window):
    registered()
    boss = operator()
    services.hold_cessations(window=window, reason="Trop peu de SMS reçus", actor=boss, now=OPEN)
    assert close() == 0
    assert not Closing.objects.exists()
    services.release_cessations(window=window, reason="SMS renvoyés", actor=boss, now=CLOSED)
    assert close() == 1


def test_holding_in_the_middle_stops_before_the_next_slice(window, monkeypatch):
    monkeypatch.setattr(closing, "SLICE", 1)
    for _ in range(3):
        registered()
    boss = operator()

    def hold(_event):
        services.hold_cessations(window=window, reason="stop", actor=boss, now=CLOSED)

    monkeypatch.setitem(events._subscribers, DeclarationsMissed, [hold])
    assert close() == 1
    assert Registration.objects.active().count() == 2


def test_an_extended_window_closes_at_its_new_end(window):
    registered()
    later = CLOSED + timedelta(days=1)
    services.extend_window(window=window, to=later, reason="Panne", actor=operator(), now=OPEN)
    assert close(CLOSED) == 0
    assert close(later + GRACE) == 1


def test_slices_cost_the_same_number_of_queries_whatever_their_size(window):
    def queries(people: int) -> int:
        for _ in range(people):
            registered()
        Window.objects.update(closed_at=None)
        Closing.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            assert close() == people
        return len(captured)

    queries(1)  # makes the window of December too
    assert queries(2) == queries(40)


def test_many_slices_leave_nobody(window, monkeypatch):
    monkeypatch.setattr(closing, "SLICE", 3)
    for _ in range(10):
        registered()
    assert close() == 10
    assert Closing.objects.get(zone="Europe/Paris").missed == 10
    assert not Registration.objects.active().exists()


def test_a_slice_is_all_or_nothing(window, monkeypatch):
    """Whatever fails in the middle, nobody is ended without their message, and the next minute does the whole."""
    person = registered()

    def power_cut(_event):
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setitem(events._subscribers, DeclarationsMissed, [power_cut])
        with pytest.raises(RuntimeError):
            close()
    assert Registration.objects.get(seeker=person).state == "active"
    assert not Message.objects.exists()
    assert not Declaration.objects.exists()
    assert close() == 1
    assert Message.objects.filter(channel="inbox").count() == 1


def test_coming_back_owes_nothing_for_the_month_that_was_missed(window):
    person = registered()
    close()
    registrations.register_again(seeker=person, actor=person.user, now=CLOSED)
    assert services.owed(person, CLOSED) == []
    assert close(CLOSED + timedelta(days=1)) == 0
    assert Registration.objects.active().filter(seeker=person).exists()


def test_an_undone_cessation_is_not_ended_again(window):
    person = registered()
    close(datetime(2026, 12, 15, 23, 1, tzinfo=UTC))  # Tahiti is still open: the window is not closed yet
    registrations.undo_cessation(
        registration=Registration.objects.get(seeker=person), actor=advisor(), reason="notre faute", now=CLOSED
    )
    assert close() == 0
    assert Registration.objects.active().filter(seeker=person).exists()


def test_declared_late_with_an_advisor_the_registration_never_ended(window):
    person = registered()
    close()
    version = sent(person, said(), now=CLOSED, actor=advisor(), via="phone")
    assert state_of(person) == State.FILED
    assert Registration.objects.active().filter(seeker=person).exists()
    assert version.declaration.filed_at == CLOSED


def test_declared_late_after_coming_back_the_new_registration_stands(window):
    person = registered()
    close()
    again = registrations.register_again(seeker=person, actor=person.user, now=CLOSED)
    sent(person, said(), now=CLOSED, actor=advisor(), via="phone")
    assert list(Registration.objects.active().filter(seeker=person)) == [again]


def test_a_month_this_installation_never_opened_is_never_closed_by_it():
    person = registered()
    assert close(datetime(2026, 12, 20, 12, tzinfo=UTC)) == 0
    assert Registration.objects.active().filter(seeker=person).exists()
    assert not Window.objects.filter(month=NOVEMBER).exists()


def test_months_during_which_the_clock_stood_still_are_made_up_for():
    services.ensure_window(Month(2026, 9))
    close(datetime(2026, 12, 20, 12, tzinfo=UTC))
    months = Window.objects.order_by("month").values_list("month", flat=True)
    assert list(months) == [Month(2026, 9), Month(2026, 10), NOVEMBER, Month(2026, 12)]


def test_the_task_closes_by_the_clock(window, monkeypatch):
    from portal import clock

    registered()
    monkeypatch.setattr(clock, "now", lambda: CLOSED)
    close_windows.apply()
    assert not Registration.objects.active().exists()

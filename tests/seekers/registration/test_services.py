"""Registering, ending, coming back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from portal import events
from portal.audit.models import Entry
from portal.months import Month
from portal.notifications.models import Message
from portal.states import IllegalTransition
from seekers.registration import services
from seekers.registration.events import CessationUndone, RegistrationCeased, RegistrationsCeased, SeekerRegistered
from seekers.registration.models import CeaseReason, Registration, State
from tests.factories import advisor
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.factories import RegistrationFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def heard(monkeypatch):
    aloud = []
    for event in (SeekerRegistered, RegistrationCeased, RegistrationsCeased, CessationUndone):
        monkeypatch.setitem(events._subscribers, event, [aloud.append])
    return aloud


def test_registering(heard):
    person, actor = SeekerFactory(), advisor()
    registration = services.register(seeker=person, on=TODAY, actor=actor, now=NOW)
    assert heard == [SeekerRegistered(registration.pk, person.pk, TODAY)]
    assert Entry.objects.get(action="registration.registered").subject == person.user
    with pytest.raises(services.AlreadyRegistered):
        services.register(seeker=person, on=TODAY, actor=actor, now=NOW)


def test_ending_at_the_persons_request(heard):
    registration = RegistrationFactory()
    ended = services.cease(
        registration=registration, on=TODAY, reason=CeaseReason.FOUND_WORK, actor=registration.person, now=NOW
    )
    assert (ended.state, ended.ceased_on, ended.cease_reason) == (State.CEASED, TODAY, "found_work")
    assert heard == [RegistrationCeased(ended.pk, ended.seeker_id, TODAY, "found_work")]
    assert Message.objects.filter(user=ended.person, kind="registration.ended", channel="inbox").count() == 1
    with pytest.raises(IllegalTransition):
        services.cease(registration=ended, on=TODAY, reason=CeaseReason.OTHER, actor=None, now=NOW)


def test_it_does_not_end_before_it_began():
    registration = RegistrationFactory(registered_on=TODAY)
    with pytest.raises(services.WrongDate):
        services.cease(registration=registration, on=date(2026, 11, 19), reason="other", actor=None, now=NOW)
    registration.refresh_from_db()
    assert registration.state == State.ACTIVE


def test_a_month_not_declared_ends_only_those_who_owed_it(heard):
    october = Month(2026, 10)
    forgot, late = RegistrationFactory(), RegistrationFactory(registered_on=date(2026, 11, 2))
    gone = RegistrationFactory(forgot=True)
    everyone = [each.seeker_id for each in (forgot, late, gone)]
    assert services.cease_not_declared(month=october, seeker_ids=everyone, now=NOW) == [forgot.pk]
    forgot.refresh_from_db()
    assert (forgot.ceased_on, forgot.cease_reason) == (date(2026, 10, 31), "not_declared")
    [slice_] = heard
    assert [each.registration_id for each in slice_.cessations] == [forgot.pk]
    assert services.cease_not_declared(month=october, seeker_ids=everyone, now=NOW) == []
    assert len(heard) == 1


class TestComingBack:
    def test_in_one_step_with_everything_kept(self, heard):
        before = RegistrationFactory(forgot=True, category="B")
        after = services.register_again(seeker=before.seeker, actor=before.person, now=NOW)
        assert (after.follows, after.category, after.registered_on) == (before, "B", TODAY)
        assert heard == [SeekerRegistered(after.pk, before.seeker_id, TODAY)]
        assert Message.objects.filter(user=before.person, kind="registration.again", channel="inbox").count() == 1
        assert Entry.objects.get(action="registration.again").details == {"follows": before.pk}

    def test_twice_is_refused(self):
        before = RegistrationFactory(forgot=True)
        services.register_again(seeker=before.seeker, actor=before.person, now=NOW)
        with pytest.raises(services.AlreadyRegistered):
            services.register_again(seeker=before.seeker, actor=before.person, now=NOW)
        assert Registration.objects.filter(seeker=before.seeker).count() == 2

    def test_today_is_where_the_person_lives(self):
        before = RegistrationFactory(forgot=True, seeker=SeekerFactory(in_reunion=True))
        night = datetime(2026, 11, 20, 21, tzinfo=UTC)  # already the 21st in Réunion
        again = services.register_again(seeker=before.seeker, actor=before.person, now=night)
        assert again.registered_on == date(2026, 11, 21)

    def test_after_six_months_an_advisor_is_needed(self):
        before = RegistrationFactory(forgot=True)
        with pytest.raises(services.TooLongAgo):
            services.register_again(seeker=before.seeker, actor=before.person, now=datetime(2027, 3, 31, 9, tzinfo=UTC))

    def test_who_never_was_cannot_come_back(self):
        with pytest.raises(services.NeverRegistered):
            services.register_again(seeker=SeekerFactory(), actor=None, now=NOW)

    def test_nothing_is_owed_for_the_month_lived_outside(self):
        before = RegistrationFactory(forgot=True)
        after = services.register_again(seeker=before.seeker, actor=before.person, now=NOW)
        owing_october = Registration.objects.owing(Month(2026, 10))
        assert not owing_october.filter(seeker=before.seeker).exists()
        assert list(Registration.objects.owing(Month(2026, 11))) == [after]


class TestUndoing:
    def test_as_if_it_had_never_ended(self, heard):
        registration, actor = RegistrationFactory(forgot=True), advisor()
        undone = services.undo_cessation(registration=registration, actor=actor, reason="SMS non reçus", now=NOW)
        assert (undone.state, undone.ceased_on, undone.cease_reason) == (State.ACTIVE, None, "")
        assert heard == [CessationUndone(undone.pk, undone.seeker_id)]
        assert Entry.objects.get(action="registration.registration.active").reason == "SMS non reçus"

    def test_with_a_reason(self):
        with pytest.raises(services.ReasonMissing):
            services.undo_cessation(registration=RegistrationFactory(forgot=True), actor=None, reason=" ", now=NOW)

    def test_not_when_it_has_not_ended(self):
        registration = RegistrationFactory()
        with pytest.raises(services.AlreadyRegistered):
            services.undo_cessation(registration=registration, actor=None, reason="erreur", now=NOW)

    def test_not_when_the_person_has_come_back(self):
        before = RegistrationFactory(forgot=True)
        services.register_again(seeker=before.seeker, actor=before.person, now=NOW)
        with pytest.raises(services.AlreadyRegistered):
            services.undo_cessation(registration=before, actor=None, reason="erreur", now=NOW)
        before.refresh_from_db()
        assert before.state == State.CEASED

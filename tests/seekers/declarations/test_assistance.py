"""An advisor declares with the person, who has 48 hours to object."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import events
from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.declarations import services
from seekers.declarations.events import AssistanceObjected
from seekers.declarations.models import Assistance, State
from seekers.declarations.services.assistance import TIME_TO_OBJECT
from tests.factories import advisor
from tests.portal.accounts.factories import UserFactory
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, OPEN, bakery, said, sent, worked
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db


def assisted(person, helper, answers=None, **facts):
    known = {"consent_words": "oui, c’est bien ça", "read_back": True, "via": "phone", "now": OPEN, "month": NOVEMBER}
    return services.file_assisted(seeker=person, answers=answers or said(), advisor=helper, **(known | facts))


def test_the_consent_is_written_and_the_person_is_told():
    person, helper = registered(), advisor()
    version = assisted(person, helper)
    assert version.assistance.consent_words == "oui, c’est bien ça"
    assert version.assistance.object_until == OPEN + TIME_TO_OBJECT
    assert (version.filed_by, version.via) == (helper, "phone")
    assert Message.objects.filter(user=person.user, kind="declarations.assisted", channel="inbox").count() == 1
    assert Entry.objects.filter(action="declarations.assisted", actor=helper, subject=person.user).count() == 1


@pytest.mark.parametrize(
    ("words", "read_back"), [("", True), ("  ", True), ("oui", False), ("o" * 201, True), ("oui\x00", True)]
)
def test_nothing_is_sent_that_was_not_read_back_and_agreed(words, read_back):
    with pytest.raises(services.NotReadBack):
        assisted(registered(), advisor(), consent_words=words, read_back=read_back)
    assert not Assistance.objects.exists()


def test_declaring_with_an_advisor_twice_is_once():
    person, helper = registered(), advisor()
    assert assisted(person, helper) == assisted(person, helper)
    assert Assistance.objects.count() == 1


def test_what_the_person_sent_themselves_stays_theirs():
    person = registered()
    mine = sent(person, said())
    assert assisted(person, advisor()) == mine
    assert not Assistance.objects.exists()


def test_an_advisor_may_declare_after_closing():
    assert assisted(registered(), advisor(), now=CLOSED)


class TestObjection:
    def test_answers_come_back_to_correct_and_advisors_are_told(self, monkeypatch):
        heard = []
        monkeypatch.setitem(events._subscribers, AssistanceObjected, [heard.append])
        person, helper = registered(), advisor()
        version = assisted(person, helper, worked(bakery()))
        services.object_to(version=version, words="Je n’ai pas travaillé", actor=person.user, now=OPEN + TIME_TO_OBJECT)
        version.declaration.refresh_from_db()
        assert version.declaration.state == State.FILED
        assert services.draft_of(version.declaration) == services.answers_of(version)
        assert [each.advisor_id for each in heard] == [helper.pk]
        assert Entry.objects.filter(action="declarations.objected", actor=person.user).count() == 1
        assert sent(person, said(), base_version=1, now=OPEN + TIME_TO_OBJECT).number == 2

    def test_objecting_twice_keeps_the_first_words(self):
        person = registered()
        version = assisted(person, advisor())
        first = services.object_to(version=version, words="non", actor=person.user, now=OPEN)
        again = services.object_to(version=version, words="non non", actor=person.user, now=OPEN + timedelta(hours=1))
        assert (again.objected_at, again.objection) == (first.objected_at, "non")

    @pytest.mark.parametrize("words", ["", " ", "n" * 501, "non\x00"])
    def test_words_that_cannot_be_kept_are_refused(self, words):
        person = registered()
        version = assisted(person, advisor())
        with pytest.raises(services.CannotObject):
            services.object_to(version=version, words=words, actor=person.user, now=OPEN)

    def test_not_after_48_hours(self):
        person = registered()
        version = assisted(person, advisor())
        with pytest.raises(services.CannotObject):
            services.object_to(
                version=version, words="non", actor=person.user, now=OPEN + TIME_TO_OBJECT + timedelta(seconds=1)
            )

    def test_only_by_the_person_and_only_what_an_advisor_declared(self):
        person = registered()
        version = assisted(person, advisor())
        with pytest.raises(services.CannotObject):
            services.object_to(version=version, words="non", actor=UserFactory(), now=OPEN)
        mine = sent(registered(), said())
        with pytest.raises(services.CannotObject):
            services.object_to(version=mine, words="non", actor=mine.person, now=OPEN)

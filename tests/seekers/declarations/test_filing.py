"""Sending, sending again, correcting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import events
from portal.accounts.models import RoleGrant
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from portal.states import IllegalTransition, transition
from seekers.declarations import receipt_code, services
from seekers.declarations.answers import Days
from seekers.declarations.events import DeclarationFiled
from seekers.declarations.models import Declaration, State, Version
from seekers.registration.models import Registration
from tests.factories import advisor
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, OPEN, bakery, said, sent, worked
from tests.seekers.registration.factories import RegistrationFactory, registered

pytestmark = pytest.mark.django_db
ENDING = {"still_looking": False, "end_confirmed": True, "end_reason": "found_work", "ends_on": date(2026, 11, 20)}


@pytest.fixture
def heard(monkeypatch):
    """What is published about declarations, while other rooms listen as they do."""
    said_aloud = []
    monkeypatch.setitem(
        events._subscribers, DeclarationFiled, [*events._subscribers[DeclarationFiled], said_aloud.append]
    )
    return said_aloud


def test_what_is_sent_is_kept_line_by_line_in_the_order_given(heard):
    person = registered()
    answers = worked(
        bakery(), bakery(name="Abel", estimated=True, ended=True), sick_leave=True,
        spans=(("sick_leave", Days(date(2026, 11, 20), date(2026, 11, 22))), ("sick_leave", Days(date(2026, 11, 2)))),
    )  # fmt: skip
    version = sent(person, answers)
    declaration = version.declaration
    assert (declaration.state, declaration.current, declaration.filed_at) == (State.FILED, version, OPEN)
    assert [line.name for line in version.employers.all()] == ["Boulangerie Abel", "Abel"]
    assert version.spans.count() == 2
    assert (version.gross_pay_cents, version.minutes_worked, version.non_payable_days) == (120_000, 4_800, 29)
    assert version.receipt == receipt_code.code_of(version.pk)
    assert services.answers_of(version).sha256() == version.content_sha256
    assert heard == [DeclarationFiled(declaration.pk, version.pk, person.pk, NOVEMBER, first=True)]
    assert Entry.objects.filter(action="declarations.declaration.filed", subject=person.user).count() == 1


def test_the_proof_is_in_the_inbox_and_on_the_preferred_channel():
    person = registered(by_sms=True)
    version = sent(person, said())
    messages = Message.objects.filter(user=person.user)
    assert {message.channel for message in messages} == {"inbox", "sms"}
    assert all(version.receipt in message.body for message in messages)


def test_the_same_again_is_the_same_proof_even_after_closing(heard):
    person = registered()
    version = sent(person, worked(bakery()))
    again = sent(person, worked(bakery(name=" Boulangerie   Abel ")), base_version=0, now=CLOSED)
    assert again == version
    assert len(heard) == Version.objects.count() == 1
    assert Message.objects.filter(channel="inbox", user=person.user).count() == 1


def test_a_correction_stands_beside_the_first(heard):
    person = registered()
    first = sent(person, said())
    second = sent(person, worked(bakery()), base_version=1, now=OPEN + timedelta(days=2))
    assert (second.number, second.declaration.current) == (2, second)
    assert second.declaration.filed_at == OPEN
    assert Version.objects.filter(pk=first.pk, gross_pay_cents=0).exists()
    assert [each.first for each in heard] == [True, False]
    assert Entry.objects.filter(action="declarations.corrected").count() == 1


def test_something_else_on_an_old_page_is_a_conflict_that_carries_both():
    person = registered()
    theirs = sent(person, worked(bakery()))
    with pytest.raises(services.Conflict) as conflict:
        sent(person, said(), base_version=0)
    assert conflict.value.version == theirs
    assert conflict.value.theirs.worked is True
    assert conflict.value.mine.worked is False
    assert Version.objects.count() == 1


def test_nothing_is_kept_of_what_is_refused():
    person = registered()
    with pytest.raises(services.Incorrect) as refused:
        sent(person, said(still_looking=False))
    assert refused.value.problems[0].code == "end_not_confirmed"
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("name", ["a\x00b", "a\udc80b", "a" * 81])
def test_a_name_that_no_row_can_hold_is_a_problem_and_not_a_crash(name):
    person = registered()
    for base_version in (0, 1):  # a first declaration, then a correction
        with pytest.raises(services.Incorrect):
            sent(person, worked(bakery(name=name)), base_version=base_version)
        if not base_version:
            sent(person, said())


def test_a_surprise_must_be_confirmed_and_is_remembered():
    person = registered()
    answers = worked(bakery(gross_cents=0))
    with pytest.raises(services.ToConfirm) as refused:
        sent(person, answers, confirmed=())
    [surprise] = refused.value.surprises
    version = sent(person, answers, confirmed=(surprise.key,))
    assert version.confirmed == ["hours_without_pay:employers.0.gross_cents"]


def test_the_last_second_counts_and_midnight_is_too_late():
    end = services.closes_at(services.ensure_window(NOVEMBER), "Europe/Paris")
    early, late = registered(), registered()
    assert sent(early, said(), now=end - timedelta(seconds=1))
    with pytest.raises(services.WindowClosed):
        sent(late, said(), now=end)
    overseas = registered(in_martinique=True)
    assert sent(overseas, said(), now=end + timedelta(hours=5) - timedelta(seconds=1))
    with pytest.raises(services.WindowClosed):
        sent(overseas, worked(bakery()), base_version=1, now=end + timedelta(hours=5))


def test_not_before_opening_not_even_by_an_advisor():
    person = registered()
    with pytest.raises(services.WindowClosed):
        sent(person, said(), actor=advisor(), via="phone", now=OPEN - timedelta(days=10))


def test_after_closing_no_advisor_declares_their_own_month():
    """One account may be a seeker's and an advisor's at once."""
    seeker = registered()
    RoleGrant.objects.create(user=seeker.user, role=Role.ADVISOR)
    with pytest.raises(services.WindowClosed):
        sent(seeker, said(), now=CLOSED)


def test_after_closing_only_an_advisor_declares():
    person = registered()
    with pytest.raises(services.WindowClosed):
        sent(person, said(), now=CLOSED)
    assert sent(person, said(), now=CLOSED, actor=advisor(), via="phone").via == "phone"


def test_who_was_not_registered_has_nothing_to_declare():
    newcomer = RegistrationFactory(registered_on=date(2026, 12, 1)).seeker
    with pytest.raises(services.NotRegistered):
        sent(newcomer, said())


def test_the_category_follows_the_hours():
    person = registered()
    sent(person, worked(bakery(minutes=78 * 60 + 1, gross_cents=120_000)))
    assert Registration.objects.get(seeker=person).category == "C"
    sent(person, worked(bakery(minutes=60, gross_cents=1_500)), base_version=1)
    assert Registration.objects.get(seeker=person).category == "B"
    assert Entry.objects.filter(action="registration.category").count() == 2


class TestDaysOutsideTheRegistration:
    """Nobody is paid for days during which they were not registered."""

    def test_before_it_began(self):
        person = RegistrationFactory(registered_on=date(2026, 11, 21)).seeker
        assert sent(person, said()).non_payable_days == 20

    def test_between_an_end_and_the_way_back(self):
        before = RegistrationFactory(state="ceased", ceased_on=date(2026, 11, 4), cease_reason="other")
        RegistrationFactory(seeker=before.seeker, registered_on=date(2026, 11, 20), follows=before)
        assert sent(before.seeker, said()).non_payable_days == 15

    def test_an_end_taken_back_makes_its_days_payable_again(self):
        person = registered()
        assert sent(person, said(**ENDING)).non_payable_days == 10
        assert sent(person, said(), base_version=1).non_payable_days == 0

    def test_the_estimate_says_the_same_as_the_declaration(self):
        person = RegistrationFactory(registered_on=date(2026, 11, 21)).seeker
        before = services.totals_for(seeker=person, month=NOVEMBER, answers=said())
        assert before.non_payable_days == sent(person, said()).non_payable_days


class TestEnding:
    def test_the_registration_ends_on_the_day_said(self):
        person = registered()
        sent(person, said(**ENDING))
        registration = Registration.objects.get(seeker=person)
        assert (registration.state, registration.ceased_on, registration.cease_reason) == (
            "ceased", date(2026, 11, 20), "found_work",
        )  # fmt: skip
        assert Message.objects.filter(user=person.user, kind="registration.ended", channel="inbox").exists()

    def test_a_correction_takes_the_end_back(self):
        person = registered()
        sent(person, said(**ENDING))
        sent(person, said(), base_version=1)
        assert Registration.objects.active().filter(seeker=person).exists()

    def test_a_correction_moves_the_end(self):
        person = registered()
        sent(person, said(**ENDING))
        sent(person, said(**{**ENDING, "ends_on": date(2026, 11, 25)}), base_version=1)
        assert Registration.objects.get(seeker=person).ceased_on == date(2026, 11, 25)
        assert Entry.objects.filter(action="registration.end_corrected").count() == 1

    def test_an_end_before_the_registration_began_is_refused(self):
        person = RegistrationFactory(registered_on=date(2026, 11, 21)).seeker
        with pytest.raises(services.Incorrect) as refused:
            sent(person, said(**ENDING))
        assert refused.value.problems[0].code == "end_date_before_registration"


def test_the_usual_channel_is_two_of_the_last_three():
    person = registered()
    boss = advisor()
    for months_ago, (actor, via) in ((3, (person.user, "web")), (2, (boss, "phone")), (1, (boss, "phone"))):
        month = NOVEMBER.plus(-months_ago)
        sent(person, said(), month=month, actor=actor, via=via, now=services.ensure_window(month).opens_at)
    person.refresh_from_db()
    assert (person.usual_channel, person.usual_channel_seen) == ("phone", "phone,phone,web")
    assert person.usual_channel_reason == "2 des 3 dernières déclarations\u00a0: par téléphone"


def test_employers_who_go_on_are_carried_over_empty_and_in_order():
    person = registered()
    october = NOVEMBER.previous
    answers = worked(bakery(name="Zoé"), bakery(name="Mairie", ended=True), bakery(name="Abel", estimated=True))
    sent(person, answers, month=october, now=services.ensure_window(october).opens_at)
    carried = services.carry_over(person, NOVEMBER)
    assert [(each.name, each.minutes, each.gross_cents, each.estimated) for each in carried.employers] == [
        ("Zoé", 0, 0, False), ("Abel", 0, 0, False),
    ]  # fmt: skip
    assert carried.worked is None


def test_a_filed_month_cannot_become_a_draft_or_missed():
    version = sent(registered(), said())
    for state in (State.DRAFT, State.MISSED):
        with pytest.raises(IllegalTransition):
            transition(version.declaration, state, actor=None)

"""Asking, promising, answering, being late: each said to the person, each written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from portal import clock
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.notifications.models import Message
from portal.states import IllegalTransition
from seekers.help import services
from seekers.help.models import HelpPlace, HelpRequest, Outcome, State, Way
from seekers.help.services import PlaceLine
from tests.factories import advisor
from tests.portal.accounts.factories import UserFactory
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
NOW = clock.at(clock.today().replace(year=2026, month=12, day=1), 9)
"""A Tuesday."""
PHONE = "06 39 98 12 34"


def ask(person, way=Way.CALL, now=NOW, **facts):
    given = {"phone": PHONE} if way == Way.CALL else {"words": "Je ne comprends pas la question."}
    return services.ask(person=person, actor=person, way=way, now=now, **{**given, **facts})


def told(person) -> list[str]:
    return list(Message.objects.filter(user=person, channel="inbox").order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def awa():
    return registered(first_name="Awa").user


def test_a_call_is_promised_confirmed_and_written_down(awa):
    asked = ask(awa, matter="declaration:2026-11", step="details", errors=["employers-0-pay:required"])
    assert (asked.state, asked.promised_from) == (State.ASKED, clock.at(NOW.date(), 10))
    assert asked.promised_until - asked.promised_from == timedelta(minutes=30)
    assert (asked.title, asked.step_title, asked.errors) == (
        "Déclaration de novembre 2026",
        "Les détails",
        ["employers-0-pay:required"],
    )
    message = Message.objects.get(user=awa, channel="inbox")
    assert "1er décembre à 10 h 00" in message.body
    assert Entry.objects.get(action="help.asked").subject == awa


def test_the_time_is_said_by_the_clock_of_the_person():
    far = registered(first_name="Élodie", in_reunion=True).user
    asked = ask(far, now=clock.at(NOW.date(), 4))
    assert asked.zone == "Indian/Reunion"
    assert "1er décembre à 9 h 00" in Message.objects.get(user=far, channel="inbox").body


def test_an_applicant_without_a_file_is_called_by_the_clock_of_their_telephone():
    applicant = UserFactory(roles=(Role.APPLICANT,))
    asked = ask(applicant, now=clock.at(NOW.date(), 4), phone="0692 12 34 56".replace("0692", "+262692"))
    assert asked.zone == "Indian/Reunion"
    assert "1er décembre à 9 h 00" in Message.objects.get(user=applicant, channel="inbox").body


def test_only_codes_and_names_of_fields_are_kept_never_what_was_typed(awa):
    asked = ask(
        awa, matter="n'importe quoi", step="Étape 1 !", errors=["gross:required", "employer=Boulangerie", "a b:c"]
    )
    assert (asked.matter, asked.step, asked.errors, asked.answers_shared) == ("", "", ["gross:required"], False)


def test_pressing_twice_is_one_request_and_another_one_is_refused(awa):
    assert ask(awa).pk == ask(awa).pk
    with pytest.raises(services.AlreadyAsked):
        ask(awa, matter="declaration:2026-11")
    assert HelpRequest.objects.count() == 1
    assert ask(awa, Way.WRITE).pk
    assert len(told(awa)) == 2


@pytest.mark.parametrize("typed", ["", "12", "pas de numéro", "06 39 98 12 3"])
def test_a_number_that_cannot_be_called_is_refused(awa, typed):
    with pytest.raises(services.WrongPhone):
        ask(awa, phone=typed)
    with pytest.raises(services.WordsMissing):
        ask(awa, Way.WRITE, words="  ")
    assert not HelpRequest.objects.exists()


def test_a_half_hour_is_promised_so_many_times_and_no_more(settings):
    settings.HELP_CALLS_A_SLOT = 2
    promised = [ask(UserFactory()).promised_from for _ in range(5)]
    ten = clock.at(NOW.date(), 10)
    assert promised == [ten, ten, *[ten + timedelta(minutes=30)] * 2, ten + timedelta(hours=1)]


def test_the_index_keeps_two_people_out_of_one_lane(awa):
    first = ask(awa)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.create(
            person=UserFactory(), way=Way.CALL, phone=first.phone, lane=first.lane, zone=first.zone,
            promised_from=first.promised_from, promised_until=first.promised_until,
        )  # fmt: skip


def test_who_loses_the_race_for_a_lane_gets_the_next_one(awa, monkeypatch):
    """Between looking and writing, somebody else takes the lane: the index says so, and the next is tried."""
    from seekers.help.services import promises

    rival, look = UserFactory(), promises.free_slots

    def overtaken(*given):
        for slot, lane in look(*given):
            if not HelpRequest.objects.filter(person=rival).exists():
                HelpRequest.objects.create(
                    person=rival, way=Way.CALL, phone="+33639980009", lane=lane, zone=given[1],
                    promised_from=slot.starts, promised_until=slot.ends,
                )  # fmt: skip
            yield slot, lane

    monkeypatch.setattr(promises, "free_slots", overtaken)
    asked = ask(awa)
    assert (asked.promised_from, asked.lane) == (clock.at(NOW.date(), 10), 1)


def test_when_every_half_hour_is_taken_no_time_is_promised(settings, awa):
    settings.HELP_CALLS_A_SLOT = 0
    with pytest.raises(services.NoSlotLeft):
        ask(awa)


def test_cancelling_frees_the_half_hour(settings, awa):
    settings.HELP_CALLS_A_SLOT = 1
    first = ask(awa)
    services.cancel(request=first, actor=awa, now=NOW)
    assert ask(UserFactory()).promised_from == first.promised_from
    with pytest.raises(IllegalTransition):
        services.cancel(request=first, actor=awa, now=NOW)


def test_one_advisor_takes_it_and_colleagues_are_told_who(awa):
    claire, ousmane = advisor(), advisor()
    asked = ask(awa)
    assert services.take(request=asked, actor=claire, now=NOW).taken_by == claire
    assert services.take(request=asked, actor=claire, now=NOW).taken_by == claire
    with pytest.raises(services.AlreadyTaken, match=claire.full_name):
        services.take(request=asked, actor=ousmane, now=NOW)


def test_settled_with_an_outcome_and_only_once(awa):
    asked = ask(awa)
    done = services.settle(request=asked, outcome=Outcome.HELPED, actor=advisor(), now=NOW)
    assert (done.state, done.outcome) == (State.DONE, Outcome.HELPED)
    with pytest.raises(IllegalTransition):
        services.settle(request=asked, outcome=Outcome.HELPED, actor=advisor(), now=NOW)


def test_a_message_is_answered_in_writing(awa):
    asked = ask(awa, Way.WRITE)
    with pytest.raises(services.AnswerMissing):
        services.settle(request=asked, outcome=Outcome.HELPED, actor=advisor(), now=NOW, answer=" ")
    services.settle(request=asked, outcome=Outcome.HELPED, actor=advisor(), now=NOW, answer="Déclarez le 3 décembre.")
    assert "Déclarez le 3 décembre." in Message.objects.filter(user=awa, kind="help.answered").first().body


def test_nobody_picks_up_another_time_is_promised_and_after_three_we_write(awa):
    claire, asked = advisor(), ask(awa)
    for tries in (1, 2):
        asked = services.nobody_answered(request=asked, actor=claire, now=NOW + timedelta(hours=tries))
        assert (asked.state, asked.tries, asked.taken_by) == (State.ASKED, tries, None)
        assert asked.promised_from == clock.at(NOW.date(), 10 + tries)
    asked = services.nobody_answered(request=asked, actor=claire, now=NOW + timedelta(hours=4))
    assert (asked.state, asked.outcome) == (State.DONE, Outcome.NO_ANSWER)
    assert told(awa) == ["help.call_promised", "help.called_in_vain", "help.called_in_vain", "help.never_reached"]


def test_a_missed_promise_is_said_once_and_stands_out(awa):
    asked, letter = ask(awa), ask(awa, Way.WRITE)
    assert services.flag_missed(now=asked.promised_until) == 0, "not yet late"
    late = asked.promised_until + timedelta(minutes=1)
    assert services.flag_missed(now=late) == 1
    assert services.flag_missed(now=late) == 0
    asked.refresh_from_db()
    assert asked.missed_at == late
    assert list(HelpRequest.objects.missed()) == [asked]
    assert told(awa).count("help.promise_missed") == 1
    assert Entry.objects.filter(action="help.promise_missed", actor=None).count() == 1
    assert services.flag_missed(now=letter.promised_until + timedelta(minutes=1)) == 1


def test_a_settled_promise_is_never_late(awa):
    asked = ask(awa)
    services.settle(request=asked, outcome=Outcome.HELPED, actor=advisor(), now=NOW)
    assert services.flag_missed(now=NOW + timedelta(days=3)) == 0


def test_who_said_they_would_come_is_let_go_after_two_weeks(awa):
    visit = ask(awa, Way.COME, words="")
    assert visit.promised_until is None
    assert services.let_go_late_comers(now=NOW + timedelta(days=13)) == 0
    assert services.let_go_late_comers(now=NOW + timedelta(days=15)) == 1
    visit.refresh_from_db()
    assert visit.state == State.CANCELLED


def test_places_are_replaced_by_their_reference_and_an_empty_file_closes_none():
    lines = [PlaceLine("a", "La Grue", "59100", "Roubaix"), PlaceLine("b", "Les Filaos", "97410", "Saint-Pierre")]
    assert services.load_places(lines=lines, actor=None, now=NOW) == 2
    assert services.load_places(lines=[PlaceLine("a", "La Grue bleue", "59100", "Roubaix")], actor=None, now=NOW) == 1
    assert [str(place) for place in HelpPlace.objects.near("59650")] == ["La Grue bleue"]
    assert services.load_places(lines=[], actor=None, now=NOW) == 0
    assert HelpPlace.objects.get().department == "59"

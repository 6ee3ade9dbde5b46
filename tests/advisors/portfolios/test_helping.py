"""Whoever asked for help is called at the promised time, by whom may, and the promise that was missed stands out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from advisors.agencies.models import Agency, Attachment, Posting
from advisors.portfolios.helping import help_for
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import Entry
from seekers.declarations import services as declarations
from seekers.declarations.answers import Employer
from seekers.help import services
from seekers.help.models import HelpRequest, Outcome, State, Way
from seekers.profiles.models import Seeker
from tests.advisors.portfolios.factories import advisor, followed
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.declarations.factories import NOVEMBER, worked
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
CALLS = "/conseil/appels/"


def ask(user: User, now: datetime, way: str = Way.CALL, **facts: object) -> HelpRequest:
    given = {"phone": "06 39 98 12 34", "words": "Je suis perdue", **facts}
    return services.ask(person=user, actor=user, way=way, now=now, **given)


def page_of(asked: HelpRequest) -> str:
    return f"/conseil/aides/{asked.public_id}/"


def received_in(agency: Agency, seeker: Seeker) -> Seeker:
    Attachment.objects.create(seeker=seeker, agency=agency, how="commune")
    return seeker


@pytest.fixture
def north(db: None) -> Agency:
    return Agency.objects.create(code="NRD", name="Agence du Nord", address="1 rue du Nord", opening_hours="9 h à 17 h")


class TestWhoSeesIt:
    def test_the_advisor_of_the_person_and_no_other(self, claire: User, awa: Seeker, morning: datetime) -> None:
        asked = ask(awa.user, morning)
        assert list(help_for(claire)) == [asked]
        assert not help_for(advisor()).exists()
        assert signed_in(advisor()).get(page_of(asked)).status_code == 404
        assert signed_in(advisor()).post(page_of(asked), {"outcome": "helped"}).status_code == 404

    def test_without_an_advisor_the_agency_that_receives_the_person(
        self, claire: User, north: Agency, morning: datetime
    ) -> None:
        Posting.objects.create(user=claire, agency=north)
        south = Agency.objects.create(code="SUD", name="Agence du Sud")
        here = ask(received_in(north, registered()).user, morning)
        ask(received_in(south, registered()).user, morning)
        assert list(help_for(claire)) == [here]

    def test_who_is_only_registering_stands_in_every_queue(self, claire: User, morning: datetime) -> None:
        applicant = UserFactory(roles=(Role.APPLICANT,), full_name="Nour Arrivante")
        asked = ask(applicant, morning)
        assert list(help_for(claire)) == [asked]
        assert "Nour Arrivante" in signed_in(claire).get(CALLS).content.decode()

    def test_what_was_taken_stays_with_who_took_it(self, claire: User, morning: datetime) -> None:
        person = registered()
        asked = ask(person.user, morning)
        services.take(request=asked, actor=claire, now=morning)
        followed(advisor(), person)
        assert list(help_for(claire)) == [asked]


def test_by_promised_time_and_a_missed_promise_stands_out(claire: User, desk: Client, morning: datetime) -> None:
    first, second = followed(claire, first_name="Tôt"), followed(claire, first_name="Tard")
    early = ask(first.user, morning - timedelta(days=4))
    ask(second.user, morning)
    services.flag_missed(now=early.promised_until + timedelta(hours=1))
    page = desk.get(CALLS)
    assert [each.person for each in page.context["asked"]] == [first.user, second.user]
    words = page.content.decode()
    assert words.count("Promesse manquée") == 1
    assert "dont 1 promesse manquée" in desk.get("/").content.decode()


def test_the_page_says_where_the_person_stands_and_the_opening_is_written(
    desk: Client, awa: Seeker, morning: datetime
) -> None:
    asked = ask(awa.user, morning, matter="declaration:2026-11", step="details", errors=["employers-0-pay:required"])
    words = desk.get(page_of(asked)).content.decode()
    for expected in (
        "Déclaration de novembre 2026",
        "les détails",
        "employers-0-pay:required",
        "06\u00a039\u00a098\u00a012\u00a034",
    ):
        assert expected in words
    assert Entry.objects.get(action="file.opened").subject == awa.user


class TestAnswers:
    def stuck(self, awa: Seeker, morning: datetime, **facts: object) -> HelpRequest:
        answers = worked(Employer("Crèche Les Lilas", 2400, 60_000, ended=False))
        declarations.save_draft(
            seeker=awa, month=NOVEMBER, answers=answers, step="details", actor=awa.user, now=morning
        )
        return ask(awa.user, morning, matter="declaration:2026-11", step="details", **facts)

    def test_stay_with_the_person(self, desk: Client, awa: Seeker, morning: datetime) -> None:
        words = desk.get(page_of(self.stuck(awa, morning))).content.decode()
        assert "Crèche Les Lilas" not in words
        assert "n’a pas choisi de montrer ses réponses" in words

    def test_are_shown_when_the_person_agreed(self, desk: Client, awa: Seeker, morning: datetime) -> None:
        assert "Crèche Les Lilas" in desk.get(page_of(self.stuck(awa, morning, answers_shared=True))).content.decode()


def test_taking_settling_and_being_second(claire: User, desk: Client, awa: Seeker, morning: datetime) -> None:
    asked = ask(awa.user, morning)
    desk.post(f"{page_of(asked)}prendre/")
    asked.refresh_from_db()
    assert (asked.state, asked.taken_by) == (State.TAKEN, claire)
    assert desk.post(page_of(asked), {"outcome": ""}).status_code == 422
    desk.post(page_of(asked), {"outcome": "helped"})
    asked.refresh_from_db()
    assert (asked.state, asked.outcome) == (State.DONE, Outcome.HELPED)
    assert "déjà terminée" in desk.post(page_of(asked), {"outcome": "helped"}, follow=True).content.decode()


def test_a_telephone_that_rings_in_vain_gets_another_time(desk: Client, awa: Seeker, morning: datetime) -> None:
    asked = ask(awa.user, morning)
    desk.post(page_of(asked), {"outcome": "no_answer"})
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == (State.ASKED, 1)


def test_a_message_is_answered_in_writing(desk: Client, awa: Seeker, morning: datetime) -> None:
    asked = ask(awa.user, morning, way=Way.WRITE)
    assert "no_answer" not in desk.get(page_of(asked)).content.decode()
    assert desk.post(page_of(asked), {"outcome": "helped", "answer": ""}).status_code == 422
    desk.post(page_of(asked), {"outcome": "helped", "answer": "Voici comment faire."})
    asked.refresh_from_db()
    assert asked.answer == "Voici comment faire."


def test_where_to_come_is_the_agency_that_receives_the_person(awa: Seeker, north: Agency, morning: datetime) -> None:
    received_in(north, awa)
    words = signed_in(awa.user).get("/aide/demander/").content.decode()
    assert "1 rue du Nord" in words
    assert "Appelez le 39" in signed_in(registered().user).get("/aide/demander/").content.decode()


def test_as_many_questions_for_one_request_and_for_twenty(
    claire: User, desk: Client, morning: datetime, django_assert_max_num_queries
) -> None:
    for _number in range(20):
        ask(followed(claire).user, morning)
    with django_assert_max_num_queries(16):
        desk.get(CALLS)

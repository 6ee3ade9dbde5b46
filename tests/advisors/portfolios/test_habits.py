"""Who is used to somebody's help: listed with the reason, taken out with a reason, never outside the portfolio."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from django.test import Client

from advisors.portfolios.habits import harmless
from portal.accounts.models import User
from portal.audit.models import Entry
from portal.documents.models import Document
from portal.documents.permissions import may_open
from seekers.profiles import services as profiles
from seekers.profiles.models import Autonomy, AutonomySign, Seeker
from seekers.profiles.services import Sighting
from tests.advisors.portfolios.factories import advisor, followed
from tests.portal.accounts.factories import signed_in
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
HABITS = "/conseil/habitudes/"


def used_to(seeker: Seeker, *ways: str) -> Seeker:
    return profiles.observe_usual_channel(
        seeker=seeker, ways=ways, actor=None, now=datetime.fromisoformat("2026-11-20T10:00Z")
    )


def test_the_list_holds_those_of_the_portfolio_and_says_why(claire: User, desk: Client) -> None:
    used_to(followed(claire, first_name="Chantal", last_name="Agence"), "agency", "web", "agency")
    followed(claire, first_name="Rose", last_name="Enligne")
    followed(claire, first_name="Paul", last_name="Peine", autonomy=Autonomy.LOW)
    used_to(followed(advisor(), first_name="Autre", last_name="Portefeuille"), "agency", "agency")
    words = desk.get(HABITS).content.decode()
    assert "2 des 3 dernières déclarations" in words
    for name, shown in (("Agence", True), ("Peine", True), ("Enligne", False), ("Portefeuille", False)):
        assert (f"{name}</a>" in words) is shown


def test_as_many_questions_for_one_person_and_for_twenty(
    claire: User, desk: Client, django_assert_max_num_queries
) -> None:
    for _number in range(20):
        used_to(followed(claire), "agency", "agency")
    with django_assert_max_num_queries(12):
        desk.get(HABITS)


class TestTakingItOut:
    def test_needs_a_reason_and_each_person_reads_it(self, claire: User, desk: Client) -> None:
        chantal = used_to(followed(claire, first_name="Chantal"), "paper", "paper")
        assert desk.post(HABITS, {"reason": " "}).status_code == 422
        assert not Entry.objects.filter(action="portfolios.exported").exists()
        answer = desk.post(HABITS, {"reason": "Tournée d’appels de décembre"})
        assert answer["Content-Type"].startswith("text/csv")
        line = Entry.objects.get(action="portfolios.exported")
        assert (line.subject, line.actor, line.reason) == (chantal.user, claire, "Tournée d’appels de décembre")

    def test_a_name_that_looks_like_a_formula_is_text(self, claire: User, desk: Client) -> None:
        used_to(followed(claire, first_name="=cmd|' /C calc'!A0", last_name="@SUM(A1)"), "agency", "agency")
        content = desk.post(HABITS, {"reason": "Appels"}).content.decode("utf-8-sig")
        _head, row = list(csv.reader(io.StringIO(content), delimiter=";"))
        assert row[:2] == ["'@SUM(A1)", "'=cmd|' /C calc'!A0"]

    @pytest.mark.parametrize("cell", ["=1+1", "+33", "-1", "@A1", "\t=1", "\r=1"])
    def test_each_beginning_of_a_formula_is_disarmed(self, cell: str) -> None:
        assert harmless(cell) == f"'{cell}"
        assert harmless("Chantal") == "Chantal"


class TestOnThePersonsPage:
    def test_the_advisor_reads_what_was_noticed_notes_and_sets_aside(
        self, claire: User, desk: Client, awa: Seeker, morning: datetime
    ) -> None:
        rows = [Sighting(awa.pk, AutonomySign.DRAFT_ABANDONED, key, {"month": key}) for key in ("2026-09", "2026-10")]
        profiles.observe_autonomy(sightings=rows, now=morning)
        page = f"/conseil/personnes/{awa.user.public_id}/"
        assert "jamais envoyée" in desk.get(page).content.decode()
        assert desk.post(f"{page}en-ligne/", {"level": ""}).status_code == 422
        desk.post(f"{page}en-ligne/", {"level": "medium"})
        first = awa.autonomy_observations.order_by("pk").first()
        desk.post(f"{page}en-ligne/{first.pk}/ecarter/")
        awa.refresh_from_db()
        assert (awa.autonomy, awa.observed_autonomy) == (Autonomy.MEDIUM, Autonomy.UNKNOWN)
        other = signed_in(advisor())
        assert other.get(f"{page}en-ligne/").status_code == 404
        assert other.post(f"{page}en-ligne/{first.pk}/ecarter/").status_code == 404

    def test_needs_are_seen_while_the_person_agrees(self, desk: Client, awa: Seeker, morning: datetime) -> None:
        page = f"/conseil/personnes/{awa.user.public_id}/"
        profiles.tell_adjustments(
            seeker=awa, kinds=["hearing"], words="De face", consents=True, actor=awa.user, now=morning
        )
        assert "De face" in desk.get(page).content.decode()
        profiles.withdraw_adjustments(seeker=awa, actor=awa.user, now=morning)
        assert "De face" not in desk.get(page).content.decode()


def test_an_advisor_opens_the_documents_of_whom_they_follow_and_of_nobody_else(claire: User, awa: Seeker) -> None:
    assert may_open(claire, Document(person=awa.user))
    assert not may_open(claire, Document(person=registered().user))
    assert not may_open(advisor(), Document(person=awa.user))

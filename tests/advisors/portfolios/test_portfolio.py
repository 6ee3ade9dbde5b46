"""The portfolio: who is in it, in what order, what each line says, and how little it asks of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from advisors.portfolios import services as portfolios
from advisors.portfolios.models import Assignment, Level, MonthState
from portal import clock
from portal.accounts.models import User
from portal.months import Month
from seekers.declarations import services
from seekers.declarations.services import close_windows, ensure_window
from seekers.profiles.models import Seeker
from tests.advisors.portfolios.factories import advisor, asked, everybody, followed
from tests.queries import queries_of
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, said, sent
from tests.seekers.profiles.factories import SeekerFactory
from tests.seekers.registration.factories import RegistrationFactory

pytestmark = pytest.mark.django_db
LIST = "/conseil/portefeuille/"


def state_of(seeker: Seeker, month: Month = NOVEMBER) -> str:
    return Assignment.objects.live().filter(seeker=seeker).with_month(month).get().month_state


def begun(seeker: Seeker, now: datetime) -> None:
    services.save_draft(seeker=seeker, month=NOVEMBER, answers=said(), step="month", actor=seeker.user, now=now)


def test_each_state_of_the_month(claire: User, awa: Seeker, morning: datetime) -> None:
    assert state_of(awa) == MonthState.TO_DO
    begun(awa, morning)
    assert state_of(awa) == MonthState.DRAFT
    sent(awa, said(), now=morning)
    assert state_of(awa) == MonthState.DECLARED


def test_nobody_registered_and_nobody_yet_owing(claire: User, awa: Seeker, morning: datetime) -> None:
    never = followed(claire, SeekerFactory())
    late = followed(claire, RegistrationFactory(registered_on=date(2026, 12, 1)).seeker)
    assert state_of(never) == MonthState.CEASED
    assert state_of(late) == MonthState.NOT_DUE


def test_what_was_not_declared_when_the_window_closed(
    claire: User, awa: Seeker, at: Callable[[datetime], None]
) -> None:
    ensure_window(NOVEMBER)
    closed = services.closes_at(services.find_window(NOVEMBER), awa.zone) + timedelta(minutes=5)
    close_windows(now=closed)
    assert state_of(awa) == MonthState.MISSED


def test_once_closed_the_pages_count_who_did_not_declare(
    claire: User, awa: Seeker, desk: Client, at: Callable[[datetime], None]
) -> None:
    ensure_window(NOVEMBER)
    at(CLOSED)
    close_windows(now=CLOSED)
    assert "Novembre 2026 est clos\u00a0: 1 personne n’a pas déclaré." in desk.get(LIST).content.decode()
    home = desk.get("/").content.decode()
    assert "Non déclaré" in home
    assert "Pas encore déclaré" not in home


def test_the_most_pressing_first(claire: User, desk: Client, morning: datetime) -> None:
    done, begun_one, called, _plain = (followed(claire, first_name=name) for name in ("Dan", "Cora", "Zoé", "Abel"))
    sent(done, said(), now=morning)
    begun(begun_one, morning)
    asked(called, now=morning)
    names = [line.seeker.first_name for line in desk.get(LIST).context["lines"]]
    assert names == ["Zoé", "Abel", "Cora", "Dan"]


def test_a_portfolio_holds_its_own_people_and_nobody_else(claire: User, awa: Seeker, desk: Client) -> None:
    other = advisor()
    followed(other, first_name="Canarid’un", last_name="Autre")
    page = desk.get(LIST).content.decode()
    assert "Awa" in page
    assert "Autre" not in page
    assert "Autre" not in desk.get(LIST, {"name": "autre"}).content.decode().split('value="autre"')[-1]


def test_the_person_moves_with_their_advisor(claire: User, awa: Seeker, morning: datetime) -> None:
    other = advisor()
    portfolios.assign(seeker=awa, advisor=other, actor=None, now=morning, reason="déménagement")
    assert everybody(claire) == []
    assert everybody(other) == [str(awa)]


def test_only_an_advisor_follows(awa: Seeker, morning: datetime) -> None:
    with pytest.raises(portfolios.NotAnAdvisor):
        portfolios.assign(seeker=awa, advisor=awa.user, actor=None, now=morning)


def test_filters(claire: User, awa: Seeker, desk: Client, morning: datetime) -> None:
    followed(claire, first_name="Bela", last_name="Noir", level=Level.GLOBAL)
    sent(awa, said(), now=morning)

    def found(**asked_for: str) -> list[str]:
        return [line.seeker.first_name for line in desk.get(LIST, asked_for).context["lines"]]

    assert found(state="declared") == ["Awa"]
    assert found(level="global") == ["Bela"]
    assert found(name="noir bel") == ["Bela"]
    assert found(name="noir awa") == []
    assert found(state="nonsense") == ["Bela", "Awa"], "a filter that makes no sense is as if it had not been asked"


def test_near_closing_the_urgency_is_said_in_words(
    claire: User, awa: Seeker, desk: Client, at: Callable[[datetime], None]
) -> None:
    at(clock.at(date(2026, 12, 14), 10))
    page = desk.get(LIST).content.decode()
    assert "Bientôt clos\u00a0: il reste 1 jour" in page


@pytest.mark.parametrize("address", [LIST, "/conseil/appels/", "/"])
def test_the_same_number_of_queries_for_one_person_and_for_fifty(
    claire: User, awa: Seeker, desk: Client, morning: datetime, address: str
) -> None:
    asked(awa, now=morning)

    def read() -> None:
        assert desk.get(address).status_code == 200

    read()  # warm
    one = queries_of(read)
    for number in range(49):
        person = followed(claire)
        asked(person, now=morning, key=f"more:{number}")
        if number % 2:
            begun(person, morning)
    fifty = queries_of(read)
    assert len(fifty) == len(one), "\n".join(fifty)

"""What the operator sees of a campaign."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from portal.notifications.gateways.local import LocalGateway
from portal.notifications.services.sending import send_slice
from seekers.profiles.models import Seeker
from seekers.reminders.models import ArrivalCheck, Campaign, State
from seekers.reminders.services import run_slice, start_due_steps
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.reminders.factories import seeker
from tests.seekers.reminders.test_campaigns import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return signed_in(UserFactory(roles=(Role.OPERATOR,), with_second_factor=True))


@pytest.fixture
def eve() -> Campaign:
    for _ in range(3):
        seeker()
    start_due_steps(now=at(14, 10))
    return Campaign.objects.get(step="eve")


def page_of(client, campaign, **headers) -> str:
    address = reverse("reminders:campaign", args=[campaign.month, campaign.step])
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_ladder_of_the_month_with_what_was_skipped(operator, eve):
    page = operator.get(reverse("reminders:campaigns")).content.decode()
    assert "Rappels de novembre 2026" in page
    assert "Non envoyée" in page
    assert reverse("reminders:campaign", args=[eve.month, "eve"]) in page


def test_a_month_without_campaigns_and_an_odd_one(operator):
    assert (
        "Rappels de janvier 2027" in operator.get(reverse("reminders:campaigns"), {"mois": "2027-01"}).content.decode()
    )
    assert operator.get(reverse("reminders:campaigns"), {"mois": "demain"}).status_code == 200


def test_figures_live_while_it_runs_then_still(operator, eve):
    assert "every 3s" in page_of(operator, eve)
    while run_slice(campaign_id=eve.pk, now=at(14, 10)):
        pass
    assert "every 3s" in page_of(operator, eve)  # messages still wait
    with LocalGateway("sms") as gateway:
        send_slice(channel="sms", gateway=gateway, now=at(14, 10))
    page = page_of(operator, eve)
    assert "every 3s" not in page
    assert "REBOND: demain minuit" in page
    assert "3 sur 3" in page.replace("\u202f", " ")


def test_htmx_gets_the_figures_alone_and_they_are_those_of_the_page(operator, eve):
    whole, part = page_of(operator, eve), page_of(operator, eve, **{"HX-Request": "true"})
    assert part.strip().startswith('<div id="figures"')
    assert "".join(part.split()) in "".join(whole.split())


def test_others_see_nothing(eve):
    assert eve.state == State.RUNNING
    address = reverse("reminders:campaign", args=[eve.month, "eve"])
    assert signed_in(UserFactory()).get(address).status_code == 404
    advisor = signed_in(UserFactory(roles=(Role.ADVISOR,), with_second_factor=True))
    assert advisor.get(address).status_code == 404


def test_the_operator_s_home_shows_the_campaign_and_the_alarm(operator, eve):
    assert "Personnes atteintes\u00a0: 0 sur 3" in operator.get(reverse("home")).content.decode()
    ArrivalCheck.objects.create(
        month=eve.month, at=at(15, 20), people=40, arrived=1, expected_rate=9000, abnormal=True, reason="Panne."
    )
    assert "Les rappels n’arrivent pas" in operator.get(reverse("home")).content.decode()
    assert "suspendues" in operator.get(reverse("reminders:campaigns")).content.decode()


def test_a_person_s_home_shows_what_is_unread(eve):
    while run_slice(campaign_id=eve.pk, now=at(14, 10)):
        pass
    person = Seeker.objects.order_by("pk").first().user
    home = signed_in(person).get(reverse("home")).content.decode()
    assert "demain est le dernier jour" in home


@pytest.mark.parametrize("asked", ["9999-12", "0001-01", "2026-13", "\0"])
def test_a_month_that_no_calendar_holds_shows_the_one_in_course(operator, eve, asked):
    page = operator.get(reverse("reminders:campaigns"), {"mois": asked})
    assert page.status_code == 200
    assert "Rappels de novembre 2026" in page.content.decode()

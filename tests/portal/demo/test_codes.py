"""A visitor can enter as a member of staff, by the same two steps as anyone."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.accounts.roles import Role
from portal.demo import accounts, second_factors
from tests.portal.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def advisor(monkeypatch):
    user = UserFactory(roles=(Role.ADVISOR,))
    monkeypatch.setitem(accounts.WORTH_MEETING, user.identifier, "invented for this test")
    return user


def test_staff_get_a_second_factor_once_and_seekers_none(advisor):
    UserFactory()
    assert second_factors.give_to_staff() == 1
    assert second_factors.give_to_staff() == 0


def test_the_code_of_the_page_lets_its_owner_in(advisor):
    second_factors.give_to_staff()
    client = Client()
    client.post("/compte/connexion/", {"login": advisor.identifier, "password": PASSWORD})
    shown = next(each for each in client.get("/demo/codes/").context["codes"] if each.identifier == advisor.identifier)
    assert client.post("/compte/code/", {"code": shown.code})["Location"] == "/"

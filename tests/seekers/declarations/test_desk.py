"""The operator's desk: windows extended and held, with a reason."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.accounts.roles import Role
from seekers.declarations import services
from seekers.declarations.models import Window
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.declarations.factories import NOVEMBER

pytestmark = pytest.mark.django_db
WINDOWS = "/declarations/fenetres/"


@pytest.fixture
def operator(morning: object) -> Client:
    services.ensure_window(NOVEMBER)
    return signed_in(UserFactory(roles=(Role.OPERATOR,)))


def test_an_outage_extends_the_window_to_the_end_of_a_day_and_people_read_why(
    operator: Client, browser: Client
) -> None:
    answer = operator.post(f"{WINDOWS}2026-11/prolonger/", {"last_day": "2026-12-17", "reason": "Panne du 14 décembre"})
    assert answer.headers["Location"] == WINDOWS
    page = browser.get("/declarations/2026-11/").content.decode()
    assert "jusqu’au jeudi 17 décembre à minuit" in page
    assert "Panne du 14 décembre" in page
    assert "Panne du 14 décembre" in operator.get(WINDOWS).content.decode()


def test_an_extension_is_never_a_shortening(operator: Client) -> None:
    answer = operator.post(f"{WINDOWS}2026-11/prolonger/", {"last_day": "2026-12-10", "reason": "Erreur"})
    assert answer.status_code == 422
    assert Window.objects.get(month=NOVEMBER).extended_to is None


@pytest.mark.parametrize("last_day", ["2027-02-15", "9999-12-31"])
def test_an_extension_with_a_mistyped_year_is_refused_in_words(operator: Client, last_day: str) -> None:
    answer = operator.post(f"{WINDOWS}2026-11/prolonger/", {"last_day": last_day, "reason": "Panne"})
    assert answer.status_code == 422
    assert "Vérifiez l’année" in answer.content.decode()
    assert Window.objects.get(month=NOVEMBER).extended_to is None


@pytest.mark.parametrize(
    "said", [{}, {"last_day": "2026-12-17"}, {"reason": "x"}, {"last_day": "demain", "reason": "x"}]
)
def test_what_is_missing_is_asked_for(operator: Client, said: dict[str, str]) -> None:
    assert operator.post(f"{WINDOWS}2026-11/prolonger/", said).status_code == 422


def test_cessations_are_held_then_released(operator: Client) -> None:
    operator.post(f"{WINDOWS}2026-11/suspendre/", {"reason": "Les SMS ne partent pas"})
    assert Window.objects.get(month=NOVEMBER).held_since is not None
    assert "Reprendre les fins" in operator.get(f"{WINDOWS}2026-11/suspendre/").content.decode()
    operator.post(f"{WINDOWS}2026-11/suspendre/", {"reason": "Les SMS sont partis"})
    assert Window.objects.get(month=NOVEMBER).held_since is None


def test_a_month_without_a_window_is_404(operator: Client) -> None:
    assert operator.get(f"{WINDOWS}2031-01/prolonger/").status_code == 404

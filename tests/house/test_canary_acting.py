"""What an advisor types for a person, and what a program sends, is found nowhere that it should not be (T22)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from advisors.portfolios.models import AssistedAct
from seekers.profiles.models import BankAccount, Seeker
from seekers.registration.models import Application
from tests.advisors.portfolios.factories import advisor, followed
from tests.house.test_canary import CANARIES, Watch, hits, watch
from tests.portal.accounts.factories import signed_in

__all__ = ["watch"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asvs("16.2.5", "14.2.1")]


def act(desk: Client, seeker: Seeker, code: str, **said: Any) -> None:
    address = f"/conseil/personnes/{seeker.user.public_id}/agir/"
    answer = desk.post(f"{address}{code}/", said | {"once": str(uuid4())})
    assert answer.status_code == 302, answer.content


def test_acting_for_somebody_leaves_no_value_where_none_should_be(watch: Watch) -> None:
    claire = advisor()
    seeker = followed(claire, first_name=CANARIES["first name"], last_name=CANARIES["last name"], nir=CANARIES["NIR"])
    desk = signed_in(claire)
    desk.post(f"/conseil/personnes/{seeker.user.public_id}/agir/", {"via": "phone", "words": CANARIES["employer"]})
    act(desk, seeker, "compte", iban=CANARIES["IBAN"], holder=str(seeker))
    act(
        desk, seeker, "coordonnees", email=CANARIES["e-mail"], phone="0" + CANARIES["phone"], preferred_channel="email",
        phone_is_shared="no",
    )  # fmt: skip
    act(desk, seeker, "question", words=CANARIES["employer"])
    desk.get(f"/conseil/personnes/{seeker.user.public_id}/")
    places = watch.places()
    assert AssistedAct.objects.count() == 3
    assert BankAccount.objects.live().get(seeker=seeker).iban == CANARIES["IBAN"]
    assert places["tasks and Redis"]
    assert hits(places) == []


def test_the_application_by_a_program_leaves_none_either(watch: Watch) -> None:
    browser, api = Client(), "/api/application/"
    names = {"first_name": CANARIES["first name"], "last_name": CANARIES["last name"]}
    assert browser.post(f"{api}begin", names, content_type="application/json").status_code == 200
    for step, said in (("identite", {"nir": CANARIES["NIR"]}), ("banque", {"later": False, "iban": CANARIES["IBAN"]})):
        edition = Application.objects.get().edition
        words = {"edition": edition, "answers": names | said if step == "identite" else said}
        answer = browser.put(f"{api}steps/{step}", words, content_type="application/json")
        assert answer.status_code in {200, 400}, answer.content
    browser.get(f"{api}review")
    browser.post(f"{api}signature", {"edition": 0, "password": CANARIES["password"]}, content_type="application/json")
    browser.post(f"{api}resume", {"code": CANARIES["NIR"], "birth_date": "1978-02-03"}, content_type="application/json")
    assert f"{api}signature?" in watch.places()["addresses"]
    assert hits(watch.places()) == []

"""The rights of a draft for programs: the figures of the page, and nobody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from benefits.entitlements import services
from portal.money import euros
from tests.portal.accounts.factories import signed_in
from tests.portal.reference.places import load_places
from tests.seekers.registration.applying import MORNING, everything, filled
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db
RIGHTS = "/api/application/rights"


@pytest.fixture(autouse=True)
def _here(at) -> None:
    at(MORNING)
    load_places()


def test_the_rights_are_those_of_the_page_read_before_signing() -> None:
    draft = filled()
    browser = signed_in(draft.applicant)
    found = browser.get(RIGHTS).json()
    told = services.examine_answers(application=draft, answers=everything(), today=MORNING.date())
    assert (found["daily_cents"], found["days"]) == (told.daily_cents, told.days)
    assert found["first_payable_on"] == told.first_payable_on.isoformat()
    assert all(line["label"] and line["source"] for line in found["lines"])
    assert euros(found["daily_cents"]) in browser.get("/inscription/relire/").content.decode()


def test_who_claims_nothing_is_told_nothing() -> None:
    said = replace(everything(), situation=replace(everything().situation, claims=False))
    found = signed_in(filled(said).applicant).get(RIGHTS).json()
    assert (found["outcome"], found["daily_cents"], found["lines"]) == (None, None, [])


def test_without_a_draft_of_ones_own_there_is_nothing() -> None:
    filled()
    assert Client().get(RIGHTS).status_code == 403
    assert signed_in(registered().user).get(RIGHTS).status_code == 404

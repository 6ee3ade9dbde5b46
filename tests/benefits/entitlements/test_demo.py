"""The claims of the demo town go the real way, and a visitor finds one at each stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from benefits.entitlements import demo, tasks
from benefits.entitlements.models import Claim, Reason
from portal import clock
from portal.accounts.roles import Role
from portal.demo.management.commands.load_demo import QUIET_DAYS
from portal.documents import tasks as scanning
from seekers.profiles.demo import impossible_nir, trait_of
from tests.portal.accounts.factories import UserFactory
from tests.seekers.registration.factories import registered

pytestmark = pytest.mark.django_db


def test_each_story_ends_where_it_says(at: Callable[[datetime], None], settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_FOLDER = tmp_path / "documents"
    UserFactory(roles=(Role.BENEFIT_ADVISOR,))
    at(clock.at(demo.CLAIMED_ON, 11))
    for number, identifier in enumerate(demo.STORIES):
        seeker = registered(
            user__identifier=identifier, nir=impossible_nir(number, date(1985, 4, 12)), phone="+33639980001",
            user__email=f"{identifier}@habitants.example",
        )  # fmt: skip
        assert trait_of(seeker) == "no_right"
    demo.some_claim(demo.CLAIMED_ON)
    tasks.examine_claims()
    scanning.scan_waiting.apply(throw=True)
    tasks.examine_claims()
    demo.a_benefit_advisor_reads(demo.READ_ON)
    stories = {claim.person.identifier: (claim.state, sorted(claim.reasons)) for claim in Claim.objects.all()}
    assert stories == {
        "90000000005": ("granted", []),
        "90000000032": ("missing_proof", [Reason.MISSING_CERTIFICATE, Reason.MISSING_IDENTITY]),
        "90000000059": ("to_review", [Reason.CONTRADICTION, Reason.DOCUMENT_TO_READ]),
        "90000000078": ("refused", []),
    }


def test_the_town_is_awake_when_its_claims_are_made_and_read() -> None:
    assert not {demo.CLAIMED_ON.day, demo.READ_ON.day} & set(QUIET_DAYS)

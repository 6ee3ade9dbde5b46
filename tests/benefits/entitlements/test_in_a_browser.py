"""The pages of rights in a real browser: nothing that axe finds wrong, nothing wider than a small phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from portal.documents.models import DocumentKind
from tests.benefits.entitlements.claims import (
    BAKERY,
    SHORT,
    benefit_advisor,
    certificate,
    claimed,
    document,
    examined,
)
from tests.benefits.entitlements.test_choosing import taken_up
from tests.seekers.profiles.factories import BankAccountFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pages_of_the_person(visit: Callable[..., None]) -> None:
    certificate()
    claim = examined(claimed())
    BankAccountFactory(seeker=claim.seeker)
    for name, args in (("mine", []), ("claim", [claim.public_id]), ("decision", [claim.public_id, 1]),
                       ("contest", [claim.public_id, 1])):  # fmt: skip
        visit(reverse(f"entitlements:{name}", args=args), claim.person)


def test_a_claim_that_waits_and_a_refusal(visit: Callable[..., None]) -> None:
    waiting = examined(claimed(identity_from="", nir=None))
    visit(reverse("entitlements:claim", args=[waiting.public_id]), waiting.person)
    certificate(SHORT)
    refused = examined(claimed(SHORT))
    visit(reverse("entitlements:claim", args=[refused.public_id]), refused.person)


def test_the_desk(visit: Callable[..., None]) -> None:
    certificate(gross_cents=BAKERY.gross_cents - 1_000)
    claim = examined(claimed())
    who = benefit_advisor()
    for name, args in (("queue", []), ("desk_claim", [claim.public_id]), ("correct", [claim.public_id, 1])):
        visit(reverse(f"entitlements:{name}", args=args), who)


def test_the_choice_between_two_rights_and_the_tax_notice(visit: Callable[..., None]) -> None:
    claim = taken_up()
    visit(reverse("entitlements:choose", args=[claim.public_id]), claim.person)
    document(claim.person, DocumentKind.TAX_NOTICE)
    visit(reverse("entitlements:mine"), claim.person)
    who = benefit_advisor()
    visit(reverse("entitlements:queue"), who)
    visit(reverse("entitlements:desk_claim", args=[claim.public_id]), who)


def test_the_simulation_from_nothing_to_an_answer(visit: Callable[..., None], page: Page, axe: Any) -> None:
    visit(reverse("entitlements:simulate"))
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(reverse("entitlements:simulate"))
    page.get_by_label("Votre date de naissance").fill("1985-04-12")
    page.get_by_label("Premier jour").fill("2025-01-06")
    page.get_by_label("Dernier jour").fill("2026-08-31")
    page.get_by_label("Salaire brut, en tout").fill("40 000")
    page.get_by_label("Comment cet emploi").select_option("end_of_fixed_term")
    page.get_by_role("button", name="Ajouter une interruption").click()
    page.get_by_role("button", name="Retirer l’interruption 1").click()
    page.get_by_role("button", name="Estimer mes droits").click()
    page.get_by_text("brut par jour").first.wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

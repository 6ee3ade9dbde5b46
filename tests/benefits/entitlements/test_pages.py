"""The pages of the person: where the claim stands, the decision, the letter, contesting, and the simulation open to all."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from benefits.entitlements.models import ClaimState, Contest, Decision
from portal import clock
from seekers.declarations import ahead
from tests.benefits.entitlements.claims import BAKERY, SHORT, certificate, claimed, examined
from tests.portal.accounts.factories import signed_in

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    response = client.get(reverse(f"entitlements:{name}", args=args))
    assert response.status_code == status
    return response.content.decode()


def test_a_granted_claim_says_how_much_how_long_and_why() -> None:
    certificate()
    claim = examined(claimed())
    client = signed_in(claim.person)
    written = page(client, "claim", claim.public_id)
    assert "brut par jour" in written
    assert "Délai d’attente" in written
    assert "Boulangerie Durand" in page(client, "decision", claim.public_id, 1)
    assert "jours restants" in page(client, "mine")
    letter = client.get(reverse("entitlements:notice", args=[claim.public_id, 1]))
    assert letter.content.startswith(b"%PDF")


def test_a_granted_claim_and_home_name_the_same_month_to_declare() -> None:
    certificate()
    claim = examined(claimed())
    client = signed_in(claim.person)
    asked = client.get(reverse("entitlements:claim", args=[claim.public_id])).context["yours"]
    coming = ahead.to_declare(claim.seeker, ahead.last_of(claim.seeker), clock.now())
    assert asked
    assert [(step.title, step.url) for step in asked] == [(step.title, step.url) for step in coming]
    home = client.get(reverse("home")).content.decode()
    assert all(step.title in home for step in asked)


def test_a_refusal_says_what_is_missing_and_what_else_exists() -> None:
    certificate(SHORT)
    claim = examined(claimed(SHORT))
    assert claim.state == ClaimState.REFUSED
    client = signed_in(claim.person)
    written = page(client, "claim", claim.public_id)
    assert "Il vous manque" in written
    assert "RSA" in written
    assert client.get(reverse("entitlements:notice", args=[claim.public_id, 1])).content.startswith(b"%PDF")


def test_another_person_finds_nothing() -> None:
    certificate()
    claim = examined(claimed())
    stranger = signed_in(claimed(BAKERY, nir="285049912345790").person)
    for name, args in (
        ("claim", [claim.public_id]),
        ("decision", [claim.public_id, 1]),
        ("contest", [claim.public_id, 1]),
    ):
        page(stranger, name, *args, status=404)
    for name in ("recompute",):
        assert stranger.post(reverse(f"entitlements:{name}", args=[claim.public_id])).status_code == 404


def test_contesting_takes_a_sentence() -> None:
    certificate()
    claim = examined(claimed())
    client = signed_in(claim.person)
    url = reverse("entitlements:contest", args=[claim.public_id, 1])
    assert client.post(url, {"words": "  "}).status_code == 422
    assert client.post(url, {"words": "Il manque mon emploi de 2024."}).status_code == 302
    assert Contest.objects.get().words == "Il manque mon emploi de 2024."
    assert client.post(url, {"words": "Encore"}).status_code == 422
    assert "contestation" in page(client, "claim", claim.public_id)


def test_recomputing_without_a_new_fact_says_so() -> None:
    certificate()
    claim = examined(claimed())
    client = signed_in(claim.person)
    answer = client.post(reverse("entitlements:recompute", args=[claim.public_id]), follow=True).content.decode()
    assert "Rien n’a changé" in answer
    assert Decision.objects.count() == 1

"""The desk of benefit advisors: who may, what they see, what they decide, and that opening a file is written down."""

from __future__ import annotations

import pytest
from django.urls import reverse

from benefits.entitlements.models import Claim, ClaimState, Correction, Decision
from portal.accounts.roles import Role
from portal.audit.models import Entry
from portal.documents.permissions import may_judge, may_open
from tests.benefits.entitlements.claims import BAKERY, NIR, benefit_advisor, certificate, claimed, document, examined
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def doubtful(number: int = 0) -> Claim:
    nir = f"{int(NIR) + number}"
    certificate(nir=nir, gross_cents=BAKERY.gross_cents - 1_000)
    return examined(claimed(nir=nir))


def url(name: str, *args: object) -> str:
    return reverse(f"entitlements:{name}", args=args)


def test_the_queue_says_why_since_when_and_by_when_in_as_many_queries_for_one_as_for_many() -> None:
    client = signed_in(benefit_advisor())
    doubtful()
    written = client.get(url("queue")).content.decode()
    assert "L’attestation de l’employeur dit autre chose" in written
    assert "24/09/2026" in written
    one = len(queries_of(lambda: client.get(url("queue"))))
    for number in range(1, 12):
        doubtful(number)
    assert len(queries_of(lambda: client.get(url("queue")))) == one


def test_only_benefit_advisors_come_in_and_never_to_their_own_file() -> None:
    claim = doubtful()
    for role in (Role.ADVISOR, Role.DIRECTOR, Role.SEEKER):
        client = signed_in(UserFactory(roles=(role,)))
        assert client.get(url("queue")).status_code == 404
        assert client.get(url("desk_claim", claim.public_id)).status_code == 404
    certificate(nir=NIR[:-2] + "01", gross_cents=1)
    mine = examined(claimed(nir=NIR[:-2] + "01", user__roles=(Role.SEEKER, Role.BENEFIT_ADVISOR)))
    client = signed_in(mine.person)
    assert str(mine.public_id) not in client.get(url("queue")).content.decode()
    assert client.get(url("desk_claim", claim.public_id)).status_code == 200
    assert client.get(url("desk_claim", mine.public_id)).status_code == 404
    assert client.post(url("grant", mine.public_id)).status_code == 404


def test_opening_a_claim_is_written_where_the_person_reads_it() -> None:
    claim, who = doubtful(), benefit_advisor()
    written = signed_in(who).get(url("desk_claim", claim.public_id)).content.decode()
    assert "Boulangerie Durand" in written
    assert "L’employeur" in written
    assert "différent" in written
    assert Entry.objects.about(claim.person).filter(action="file.opened", actor=who).exists()


def test_granting_and_refusing_from_the_page() -> None:
    claim = doubtful()
    client = signed_in(benefit_advisor())
    response = client.post(url("refuse", claim.public_id), {"words": " "})
    assert response.status_code == 422
    assert "Dites pourquoi" in response.content.decode()
    assert client.post(url("grant", claim.public_id), {"words": "Vérifié."}).status_code == 302
    assert Decision.objects.get().words == "Vérifié."
    again = client.post(url("refuse", claim.public_id), {"words": "Non."})
    assert again.status_code == 422
    assert "vient d’être décidée" in again.content.decode()


def test_correcting_a_job_needs_its_proof() -> None:
    claim = doubtful()
    client = signed_in(benefit_advisor())
    page = {
        "starts_on": "2025-01-06", "ends_on": "2026-08-31", "gross": "39 990,00", "hours": "3033",
        "end_reason": "end_of_fixed_term", "why": "",
    }  # fmt: skip
    address = url("correct", claim.public_id, 1)
    assert client.get(address).status_code == 200
    assert client.post(address, page).status_code == 422
    assert client.post(address, page | {"why": "attestation, page 2", "ends_on": "2024-01-01"}).status_code == 422
    assert not Correction.objects.exists()
    assert client.post(address, page | {"why": "attestation, page 2"}).status_code == 302
    assert Correction.objects.get().gross_cents == 3_999_000
    assert "Établi par un conseiller" in client.get(url("desk_claim", claim.public_id)).content.decode()
    assert client.get(url("correct", claim.public_id, 9)).status_code == 404


def test_a_document_is_judged_beside_the_claim_by_who_may() -> None:
    claim, who = doubtful(), benefit_advisor()
    paper = document(claim.person)
    assert "Accepter ce document" in signed_in(who).get(url("desk_claim", claim.public_id)).content.decode()
    assert may_open(who, paper)
    assert may_judge(who, paper)
    stranger = document(UserFactory())
    assert not may_open(who, stranger)
    assert not may_judge(who, stranger)
    plain = UserFactory(roles=(Role.ADVISOR,))
    assert not may_judge(plain, paper)


def test_a_contest_is_answered_from_the_page() -> None:
    certificate()
    claim = examined(claimed())
    signed_in(claim.person).post(url("contest", claim.public_id, 1), {"words": "Il manque un emploi."})
    client = signed_in(benefit_advisor())
    assert "Il manque un emploi." in client.get(url("desk_claim", claim.public_id)).content.decode()
    contest = Decision.objects.get().contests.get()
    address = url("answer_contest", claim.public_id, contest.pk)
    assert client.post(address, {"changed": "no", "answer": ""}).status_code == 422
    assert client.post(address, {"changed": "no", "answer": "Le calcul est juste."}).status_code == 302
    claim.refresh_from_db()
    assert claim.state == ClaimState.GRANTED


def test_the_home_of_a_benefit_advisor_counts_what_waits() -> None:
    doubtful()
    client = signed_in(benefit_advisor())
    written = client.get(reverse("home")).content.decode()
    assert "Demandes d’allocation à étudier" in written
    one = len(queries_of(lambda: client.get(reverse("home"))))
    doubtful(1)
    doubtful(2)
    assert len(queries_of(lambda: client.get(reverse("home")))) == one

"""What a person does not recognise of an application signed for them decides nothing by itself any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benefits.entitlements import services
from benefits.entitlements.models import Claim, ClaimState, Entitlement, Reason
from benefits.entitlements.models import State as Right
from portal import events
from portal.accounts.roles import Role
from portal.audit.models import Entry
from seekers.registration import services as registration
from seekers.registration.events import ApplicationSigned
from seekers.registration.models import Application, ObjectionAnswer
from tests.benefits.entitlements.claims import (
    BAKERY,
    NOW,
    SHORT,
    benefit_advisor,
    certificate,
    claimed,
    examined,
    signed_application,
)
from tests.portal.accounts.factories import UserFactory, signed_in

pytestmark = pytest.mark.django_db


def signed_with_an_advisor(application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(
        signed_by=UserFactory(roles=(Role.ADVISOR,)), consent_words="Oui", object_until=NOW + timedelta(hours=48)
    )
    application.refresh_from_db()


def objected(claim: Claim) -> Claim:
    signed_with_an_advisor(claim.application)
    registration.object_to(
        application=claim.application, words="Je n’ai jamais travaillé là", actor=claim.person, now=NOW
    )
    claim.refresh_from_db()
    return claim


def test_a_right_that_was_granted_is_looked_at_again_and_goes_on_meanwhile() -> None:
    certificate()
    claim = examined(claimed())
    assert claim.state == ClaimState.GRANTED
    objected(claim)
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.OBJECTED])
    assert Entitlement.objects.get(seeker=claim.seeker).state == Right.OPEN
    assert Entry.objects.filter(action="claims.objected", actor=claim.person).count() == 1


def test_a_claim_that_waits_for_a_proof_goes_to_a_person_and_the_last_proof_does_not_decide() -> None:
    claim = objected(examined(claimed()))
    assert (claim.state, Reason.OBJECTED in claim.reasons) == (ClaimState.TO_REVIEW, True)
    certificate()
    claim = services.examine(claim=claim, actor=None, now=NOW)
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.OBJECTED])


def test_without_the_objection_the_last_proof_would_decide() -> None:
    claim = examined(claimed())
    certificate()
    assert services.examine(claim=claim, actor=None, now=NOW).state == ClaimState.GRANTED


def test_said_twice_it_is_one_reason() -> None:
    claim = objected(examined(claimed()))
    again = services.object_to_application(claim=claim, actor=claim.person, now=NOW)
    assert again.reasons.count(Reason.OBJECTED) == 1


def test_a_benefit_advisor_reads_the_words_and_decides() -> None:
    certificate()
    claim = objected(examined(claimed()))
    advisor = benefit_advisor()
    page = signed_in(advisor).get(f"/droits/etude/{claim.public_id}/")
    words = page.content.decode()
    assert "Je n’ai jamais travaillé là" in words
    assert "ne reconnaît pas" in words
    services.grant(claim=claim, words="Vu avec vous : les dates sont justes.", actor=advisor, now=NOW)
    claim.refresh_from_db()
    assert (claim.state, claim.reasons) == (ClaimState.GRANTED, [])


def test_an_application_objected_to_before_it_was_settled_starts_in_front_of_a_person() -> None:
    application = signed_application(BAKERY, SHORT)
    signed_with_an_advisor(application)
    registration.object_to(application=application, words="Non", actor=application.applicant, now=NOW)
    events.publish(ApplicationSigned(application.pk, application.seeker_id, None, NOW.date(), True))
    claim = Claim.objects.get(application=application)
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.OBJECTED])


def answered(claim: Claim, answer: ObjectionAnswer) -> Claim:
    """By a colleague of who had signed it, after reading it again with the person."""
    registration.answer_objection(
        application=claim.application, answer=answer, words="Relu avec vous.", via="phone", now=NOW,
        actor=UserFactory(roles=(Role.ADVISOR,)),
    )  # fmt: skip
    claim.refresh_from_db()
    return claim


def test_taken_back_the_decision_stands_again() -> None:
    certificate()
    claim = answered(objected(examined(claimed())), ObjectionAnswer.WITHDRAWN)
    assert (claim.state, claim.reasons) == (ClaimState.GRANTED, [])
    assert claim.decisions.count() == 1
    assert Entry.objects.filter(action="claims.objection_withdrawn", subject=claim.person).count() == 1


def test_taken_back_the_proofs_that_came_meanwhile_decide() -> None:
    claim = objected(examined(claimed()))
    certificate()
    assert answered(claim, ObjectionAnswer.WITHDRAWN).state == ClaimState.GRANTED


def test_taken_back_without_the_proofs_the_person_is_asked_for_them() -> None:
    claim = answered(objected(examined(claimed())), ObjectionAnswer.WITHDRAWN)
    assert (claim.state, Reason.OBJECTED in claim.reasons) == (ClaimState.MISSING_PROOF, False)


def test_taken_back_what_else_is_looked_at_is_still_looked_at() -> None:
    certificate()
    claim = objected(examined(claimed()))
    Claim.objects.filter(pk=claim.pk).update(reasons=[Reason.OBJECTED, Reason.CONTESTED])
    claim = answered(claim, ObjectionAnswer.WITHDRAWN)
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.CONTESTED])


def test_kept_against_the_persons_word_a_benefit_advisor_decides() -> None:
    """Sabotage of the one above: only the person's own word lets a claim go on by itself."""
    certificate()
    claim = answered(objected(examined(claimed())), ObjectionAnswer.KEPT)
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.OBJECTED])

"""A claim is decided by itself when everything is proven and consistent; else the person or an advisor is told why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from benefits.entitlements import services, shown, tasks
from benefits.entitlements.models import Claim, ClaimState, Decision, Entitlement, Outcome, Reason
from benefits.entitlements.services import careers
from benefits.entitlements.services.careers import JobFacts, Source
from benefits.entitlements.words import what_we_do
from benefits.rules.rights import rights_of
from portal import clock, events
from portal.audit.models import Entry
from portal.documents import services as documents
from portal.documents.models import DocumentKind, DocumentRequest
from portal.notifications.models import Message
from seekers.profiles import services as profiles
from seekers.registration.answers import Bank
from seekers.registration.events import ApplicationSigned, CertificatesReceived
from seekers.registration.pieces import about_job
from tests.benefits.entitlements.claims import (
    BAKERY,
    NOW,
    SHORT,
    TODAY,
    benefit_advisor,
    certificate,
    claimed,
    document,
    examined,
    signed_application,
)
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.seekers.profiles.factories import IBAN

pytestmark = pytest.mark.django_db


def told(claim: Claim, kind: str) -> bool:
    return Message.objects.filter(user=claim.person, kind=f"claims.{kind}").exists()


def test_a_claim_that_is_proven_and_consistent_opens_the_right_that_the_rules_find() -> None:
    certificate()
    claim = examined(claimed())
    assert (claim.state, claim.reasons) == (ClaimState.GRANTED, [])
    decision = Decision.objects.get(claim=claim)
    found = rights_of(careers.read(decision.career))
    right = Entitlement.objects.get(seeker=claim.seeker)
    assert decision.entitlement == right
    assert (right.daily_cents, right.days_total, right.sjr_cents) == (found.daily, found.days, found.sjr)
    assert (right.reduced_daily_cents, right.full_rate_days) == (found.reduced_daily, found.full_rate_days)
    assert right.first_payable_on.toordinal() == found.first_payable
    assert (decision.automatic, decision.decided_by, decision.number) == (True, None, 1)
    assert told(claim, "granted")


def test_the_signature_makes_the_claim_in_its_own_transaction() -> None:
    application = signed_application(BAKERY)
    signed = ApplicationSigned(application.pk, application.seeker_id, application.registration_id, TODAY, claims=True)
    events.publish(signed)
    events.publish(signed)
    claim = Claim.objects.get(application=application)
    assert (claim.state, claim.claimed_on) == (ClaimState.RECEIVED, TODAY)
    assert Message.objects.filter(user=claim.person, kind="claims.received", channel="inbox").count() == 1


def test_a_registration_alone_makes_no_claim() -> None:
    application = signed_application(BAKERY)
    events.publish(ApplicationSigned(application.pk, application.seeker_id, None, TODAY, claims=False))
    assert not Claim.objects.exists()


def test_deciding_twice_decides_once() -> None:
    certificate()
    claim = claimed()
    examined(claim)
    examined(claim)
    assert (Decision.objects.count(), Entitlement.objects.count()) == (1, 1)


def test_what_is_missing_is_asked_once_with_why_and_by_when() -> None:
    claim = examined(claimed(identity_from=""))
    assert claim.state == ClaimState.MISSING_PROOF
    assert set(claim.reasons) == {Reason.MISSING_IDENTITY, Reason.MISSING_CERTIFICATE}
    examined(claim)
    asked = DocumentRequest.objects.about(f"claim:{claim.pk}")
    assert [(each.kind, bool(each.why), each.due_on) for each in asked] == [
        (DocumentKind.IDENTITY, True, TODAY + timedelta(days=30)),
        (DocumentKind.EMPLOYER_CERTIFICATE, True, TODAY + timedelta(days=30)),
    ]
    assert told(claim, "document_missing")


def test_the_last_document_that_is_accepted_decides_at_once() -> None:
    claim = examined(claimed(identity_from=""))
    advisor = benefit_advisor()
    identity = document(claim.person)
    about = about_job(facts_of_job(BAKERY))
    paper = document(claim.person, DocumentKind.EMPLOYER_CERTIFICATE, about)
    claim = examined(claim)
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.DOCUMENT_TO_READ])
    documents.accept(document=identity, actor=advisor, now=NOW)
    assert not Decision.objects.exists()
    documents.accept(document=paper, actor=advisor, now=NOW)
    claim.refresh_from_db()
    assert claim.state == ClaimState.GRANTED
    assert Decision.objects.get().automatic
    assert [job["said_by"] for job in shown.jobs_of(Decision.objects.get())] == ["l’attestation de votre employeur"]


def facts_of_job(job: Any) -> JobFacts:
    told = {name: getattr(job, name) for name in careers.PRICED}
    return JobFacts(1, job.employer, siret=job.siret, **told)


def test_a_refused_document_is_awaited_again() -> None:
    claim = examined(claimed(identity_from=""))
    identity = document(claim.person)
    documents.refuse(document=identity, reason="La photo est floue.", actor=benefit_advisor(), now=NOW)
    tasks.examine_claim(claim.pk)
    claim.refresh_from_db()
    assert Reason.MISSING_IDENTITY in claim.reasons


def test_what_the_employer_sends_decides() -> None:
    claim = examined(claimed())
    assert claim.reasons == [Reason.MISSING_CERTIFICATE]
    sent = certificate()
    events.publish(CertificatesReceived((sent.pk,)))
    assert Claim.objects.to_examine().get() == claim
    tasks.examine_claims()
    tasks.examine_claim(claim.pk)
    claim.refresh_from_db()
    assert claim.state == ClaimState.GRANTED


def test_an_account_given_decides_and_giving_it_later_does_not_make_anyone_wait() -> None:
    certificate()
    claim = examined(claimed(bank=Bank()))
    assert (claim.state, claim.reasons) == (ClaimState.MISSING_PROOF, [Reason.MISSING_BANK])
    profiles.change_bank_account(seeker=claim.seeker, iban=IBAN, holder=str(claim.seeker), actor=claim.person, now=NOW)
    claim.refresh_from_db()
    assert claim.state == ClaimState.GRANTED


def test_a_euro_apart_is_the_same_pay_and_the_employer_is_taken_at_their_word() -> None:
    certificate(gross_cents=BAKERY.gross_cents + 100)
    claim = examined(claimed())
    assert claim.state == ClaimState.GRANTED
    (job,) = Decision.objects.get().figures["jobs"]
    assert (job["source"], job["gross_cents"]) == (Source.EMPLOYER, BAKERY.gross_cents + 100)


@pytest.mark.parametrize(
    ("job", "sent", "reason"),
    [
        (BAKERY, {"gross_cents": BAKERY.gross_cents + 101}, Reason.CONTRADICTION),
        (BAKERY, {"ends_on": date(2026, 8, 30)}, Reason.CONTRADICTION),
        (BAKERY, {"end_reason": "resignation"}, Reason.CONTRADICTION),
        (replace(BAKERY, end_reason="resignation"), {"end_reason": "resignation"}, Reason.RESIGNATION),
        (
            replace(BAKERY, end_reason="legitimate_resignation"),
            {"end_reason": "legitimate_resignation"},
            Reason.LEGITIMATE_RESIGNATION,
        ),
        (replace(BAKERY, end_reason="career_project"), {"end_reason": "career_project"}, Reason.CAREER_PROJECT),
        (
            replace(BAKERY, end_reason="security_contract"),
            {"end_reason": "security_contract"},
            Reason.SECURITY_CONTRACT,
        ),
        (replace(BAKERY, end_reason="other"), {"end_reason": "other"}, Reason.OTHER_END),
    ],
)
def test_what_is_doubtful_goes_to_a_person_with_its_reason(job: Any, sent: dict[str, Any], reason: Reason) -> None:
    certificate(job, **sent)
    claim = examined(claimed(job))
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [reason])
    assert claim.answer_by == TODAY + timedelta(days=10)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("jobs", "person", "reason"),
    [
        ((BAKERY, SHORT), {}, Reason.OVERLAP),
        ((BAKERY, replace(SHORT, ends_on=None, end_reason="still_working")), {}, Reason.STILL_WORKING),
        ((BAKERY,), {}, Reason.UNTOLD_JOB),
        ((BAKERY, replace(SHORT, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 7))), {"birth_date": date(1964, 9, 14)},
         Reason.NEAR_PENSION),
        ((replace(BAKERY, ends_on=date(2026, 5, 29), end_reason="resignation"),
          replace(SHORT, ends_on=date(2026, 7, 31), minutes=300 * 60)), {}, Reason.RESIGNATION),
        ((BAKERY,), {"postcode": "97600"}, Reason.MAYOTTE),
    ],
)  # fmt: skip
def test_a_career_that_is_not_plain_goes_to_a_person(
    jobs: tuple[Any, ...], person: dict[str, Any], reason: Reason
) -> None:
    alone = reason in (Reason.OVERLAP, Reason.STILL_WORKING, Reason.UNTOLD_JOB)
    for job in (BAKERY, SHORT) if alone else jobs:
        certificate(job)
    claim = examined(claimed(*jobs, **person))
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [reason])


def test_a_resignation_followed_by_65_days_of_work_is_forgotten_at_once_and_said() -> None:
    left = replace(BAKERY, ends_on=date(2026, 5, 29), end_reason="resignation")
    since = replace(SHORT, ends_on=date(2026, 8, 31))
    for job in (left, since):
        certificate(job)
    assert examined(claimed(left, since)).state == ClaimState.GRANTED
    line = next(line for line in Decision.objects.get().lines if line[0] == "resigned_before")
    assert (line[2], line[1]["needed"]) == (66, 65)


def test_work_in_another_country_is_looked_at_by_a_person() -> None:
    certificate()
    claim = examined(claimed(worked_abroad=True))
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.WORKED_ABROAD])
    assert "formulaire U1" in what_we_do(claim.reasons)[0]


def test_an_employer_is_recognised_however_the_name_is_written() -> None:
    certificate(employer="BOULANGERIE DURAND.")
    assert examined(claimed()).state == ClaimState.GRANTED


def test_too_little_work_is_refused_with_how_much_is_missing() -> None:
    certificate(SHORT)
    claim = examined(claimed(SHORT))
    assert claim.state == ClaimState.REFUSED
    decision = Decision.objects.get()
    assert (decision.entitlement, decision.figures["daily_cents"]) == (None, 0)
    assert decision.lines[-1][0] == "refused_work"
    assert decision.lines[-1][2] == 130 - decision.figures["rights"]["worked_days"] > 0
    assert told(claim, "refused")


def test_no_job_at_all_is_answered_at_once() -> None:
    application = signed_application()
    claim = services.receive_claim(application=application, on=TODAY, actor=None, now=NOW)
    assert examined(claim).state == ClaimState.REFUSED


def test_a_document_that_does_not_come_is_taken_up_by_an_advisor() -> None:
    claim = examined(claimed())
    later = NOW + timedelta(days=31)
    assert services.left_behind(now=NOW) == []
    assert services.left_behind(now=later) == [claim.pk]
    claim = examined(claim, later)
    assert claim.state == ClaimState.TO_REVIEW
    assert Reason.LATE_PROOF in claim.reasons
    assert services.left_behind(now=later) == []
    certificate()
    assert examined(claim, later).state == ClaimState.GRANTED


def test_a_right_with_days_left_is_taken_up_again_at_its_own_amount() -> None:
    certificate()
    claim = claimed()
    before = EntitlementFactory(
        seeker=claim.seeker, opened_on=date(2025, 1, 6), first_payable_on=date(2025, 1, 20), contract_ended_on=date(2024, 12, 31),
        state="suspended", days_total=400, days_left=250, paid_days=150,
    )  # fmt: skip
    claim = examined(claim)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.entitlement) == (Outcome.RESUMED, before)
    before.refresh_from_db()
    assert (before.state, before.days_left, before.daily_cents) == ("open", 250, 5_700)
    assert Entitlement.objects.count() == 1
    assert before.first_payable_on.isoformat() == decision.figures["first_payable_on"] > TODAY.isoformat()
    assert [line[0] for line in decision.lines][:2] == ["resumed_days", "resumed_daily"]


def test_a_right_that_is_used_up_is_recharged_by_the_work_since() -> None:
    certificate()
    old = replace(SHORT, starts_on=date(2024, 9, 1), ends_on=date(2024, 12, 20))
    claim = claimed(BAKERY, old)
    EntitlementFactory(
        seeker=claim.seeker, opened_on=date(2025, 1, 6), contract_ended_on=date(2024, 12, 31),
        state="exhausted", days_total=150, days_left=0, paid_days=150, exhausted_on=date(2026, 8, 1),
    )  # fmt: skip
    claim = examined(claim)
    decision = Decision.objects.get()
    assert decision.outcome == Outcome.RECHARGED
    assert len(decision.career["jobs"]) == 1
    assert decision.lines[0][0] == "recharged_since"


def test_a_right_left_too_long_ago_is_not_taken_up() -> None:
    right = EntitlementFactory(opened_on=date(2022, 1, 3), days_total=100, days_left=50, paid_days=50)
    last = date(2025, 4, 13)
    assert services.can_resume(right, last)
    assert not services.can_resume(right, last + timedelta(days=1))


def test_every_act_is_in_the_trail_of_the_person() -> None:
    certificate()
    claim = examined(claimed())
    acts = Entry.objects.about(claim.person).values_list("action", flat=True)
    assert {"claims.received", "claims.decided", "entitlement.opened", "entitlements.claim.granted"} <= set(acts)


def test_a_bell_that_was_lost_is_rung_again() -> None:
    certificate()
    claim = claimed()
    assert services.left_behind(now=clock.now()) == [claim.pk]
    tasks.examine_claim(claim.pk)
    assert services.left_behind(now=clock.now()) == []
    tasks.examine_claim(claim.pk)
    assert Decision.objects.count() == 1

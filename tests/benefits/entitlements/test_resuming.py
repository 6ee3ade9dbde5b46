"""A right with days left, and a job that its person left since: a short one changes nothing, a longer one waits 121 days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from benefits.entitlements import services
from benefits.entitlements.models import Claim, ClaimState, Decision, Entitlement, Outcome, Reason
from benefits.entitlements.services import resuming
from benefits.rules import resumption
from benefits.rules.career import EndReason
from benefits.rules.figures import figures_on
from benefits.rules.resumption import barred
from benefits.rules.rights import figures_of
from seekers.registration.answers import Job
from tests.benefits.entitlements.claims import SHORT, TODAY, certificate, claimed, examined
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.benefits.rules.careers import together
from tests.benefits.rules.test_rights import career, job

pytestmark = pytest.mark.django_db
LEFT = replace(SHORT, end_reason="resignation", minutes=300 * 60)
"""From 1 June 2026."""


def with_days_left(*jobs: Job) -> Claim:
    for each in jobs:
        certificate(each)
    claim = claimed(*jobs)
    EntitlementFactory(
        seeker=claim.seeker, opened_on=date(2026, 1, 6), first_payable_on=date(2026, 1, 20), days_total=400, days_left=250,
        contract_ended_on=date(2025, 12, 31), state="suspended", paid_days=150,
    )  # fmt: skip
    return examined(claim)


def test_a_short_job_that_was_left_does_not_stop_the_right_and_nobody_waits() -> None:
    claim = with_days_left(replace(LEFT, ends_on=date(2026, 8, 27)))
    decision = Decision.objects.get()
    assert (claim.state, decision.outcome) == (ClaimState.GRANTED, Outcome.RESUMED)
    line = next(line for line in decision.lines if line[0] == "resumed_although_left")
    assert (line[2], line[1]["needed"]) == (64, 65)


def test_a_longer_one_stops_it_and_an_advisor_looks() -> None:
    claim = with_days_left(replace(LEFT, ends_on=date(2026, 8, 28)))
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.RESIGNATION])
    found = services.examine_claim(claim=claim, today=TODAY)
    assert (found.outcome, found.lines[0].rule) == (Outcome.REFUSED, "resumption_barred")
    assert found.lines[0].inputs["left"] == 250
    assert date.fromordinal(found.lines[0].result) == date(2027, 1, 13)
    assert Entitlement.objects.get().days_left == 250


def test_a_job_lost_after_the_one_that_was_left_opens_it_again_after_65_days() -> None:
    left = replace(LEFT, starts_on=date(2026, 2, 2), ends_on=date(2026, 5, 29), minutes=400 * 60)
    assert with_days_left(left, replace(SHORT, ends_on=date(2026, 8, 28))).state == ClaimState.GRANTED


def test_without_the_rule_the_right_would_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resumption, "left_on", lambda career, work, figures: 0)
    monkeypatch.setattr(resuming, "left_on", lambda career, work, figures: 0)
    assert with_days_left(replace(LEFT, ends_on=date(2026, 8, 28))).state == ClaimState.GRANTED


def test_an_array_is_barred_as_each_alone() -> None:
    people = [
        career(job("2026-06-01", "2026-08-28", 5_000, 300, resigned=1), end_reason=EndReason.RESIGNATION),
        career(job("2026-06-01", "2026-08-27", 5_000, 300, resigned=1), end_reason=EndReason.RESIGNATION),
        career(job("2026-02-02", "2026-05-29", 5_000, resigned=1), job("2026-06-01", "2026-08-28", 5_000)),
        career(job("2026-02-02", "2026-05-29", 5_000, resigned=1), job("2026-06-01", "2026-07-28", 5_000)),
    ]
    alone = [bool(barred(each, figures_of(each))) for each in people]
    assert alone == [True, False, False, True]
    assert barred(together(people), figures_on(date(2026, 8, 28))).tolist() == alone

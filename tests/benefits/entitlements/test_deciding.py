"""A benefit advisor grants, refuses, corrects; a decision is computed again, or contested; nothing that was paid is touched."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction

from benefits.entitlements import services
from benefits.entitlements.models import (
    Claim,
    ClaimState,
    Contest,
    ContestState,
    Decision,
    Entitlement,
    Outcome,
    Reason,
    State,
)
from benefits.entitlements.permissions import MayNotDecide
from benefits.entitlements.services import Recomputed
from portal.notifications.models import Message
from tests.benefits.entitlements.claims import (
    BAKERY,
    NOW,
    SHORT,
    benefit_advisor,
    certificate,
    claimed,
    document,
    examined,
)
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.factories import advisor as plain_advisor

pytestmark = pytest.mark.django_db


def doubtful() -> Claim:
    """The employer says ten euros less: an advisor must look."""
    certificate(gross_cents=BAKERY.gross_cents - 1_000)
    return examined(claimed())


def granted() -> Claim:
    certificate()
    return examined(claimed())


def corrected(claim: Claim, **differs: Any) -> None:
    facts = {
        name: getattr(BAKERY, name)
        for name in (
            "starts_on", "ends_on", "gross_cents", "minutes", "end_reason", "seasonal", "termination_indemnity_cents",
            "holiday_indemnity_cents",
        )
    }  # fmt: skip
    services.correct_job(
        claim=claim,
        position=1,
        why="attestation papier, page 2",
        actor=benefit_advisor(),
        now=NOW,
        **{**facts, **differs},
    )


def test_a_grant_by_a_person_opens_the_right_and_carries_their_words() -> None:
    claim, who = doubtful(), benefit_advisor()
    claim = services.grant(claim=claim, words="Vérifié avec l’employeur.", actor=who, now=NOW)
    decision = Decision.objects.get()
    assert (claim.state, decision.automatic, decision.decided_by, decision.words) == (
        ClaimState.GRANTED, False, who, "Vérifié avec l’employeur.",
    )  # fmt: skip
    assert decision.entitlement.days_left > 0


def test_only_a_benefit_advisor_decides_and_never_for_themselves() -> None:
    claim = doubtful()
    for nobody in (plain_advisor(), claim.person, None):
        for act in (services.grant, services.refuse):
            with pytest.raises(MayNotDecide):
                act(claim=claim, words="non", actor=nobody, now=NOW)
    with pytest.raises(MayNotDecide):
        services.correct_job(
            claim=claim, position=1, starts_on=BAKERY.starts_on, ends_on=BAKERY.ends_on, gross_cents=1, minutes=1,
            end_reason="dismissal", seasonal=False, termination_indemnity_cents=0, holiday_indemnity_cents=0, why="x",
            actor=plain_advisor(), now=NOW,
        )  # fmt: skip


def test_a_refusal_says_why_or_is_not_made() -> None:
    claim, who = doubtful(), benefit_advisor()
    with pytest.raises(services.WordsMissing):
        services.refuse(claim=claim, words="  ", actor=who, now=NOW)
    claim = services.refuse(claim=claim, words="L’emploi n’a pas eu lieu.", actor=who, now=NOW)
    assert (claim.state, Entitlement.objects.count()) == (ClaimState.REFUSED, 0)
    assert Message.objects.filter(user=claim.person, kind="claims.refused").exists()
    with pytest.raises(services.AlreadyDecided):
        services.refuse(claim=claim, words="encore", actor=who, now=NOW)


def test_a_grant_needs_facts_that_open_a_right() -> None:
    certificate(SHORT, gross_cents=SHORT.gross_cents + 5_000)
    claim = examined(claimed(SHORT))
    with pytest.raises(services.NothingOpens):
        services.grant(claim=claim, words="", actor=benefit_advisor(), now=NOW)
    assert not Decision.objects.exists()


def test_a_correction_settles_what_did_not_agree() -> None:
    claim = doubtful()
    corrected(claim, gross_cents=3_990_000)
    assert examined(claim).state == ClaimState.GRANTED
    (job,) = Decision.objects.get().figures["jobs"]
    assert (job["gross_cents"], job["source"]) == (3_990_000, "advisor")


def test_a_decision_is_never_changed() -> None:
    granted()
    for change in (
        lambda: Decision.objects.update(words="autre"),
        lambda: Decision.objects.all().delete(),
    ):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            change()


def test_computing_again_with_the_same_facts_changes_nothing() -> None:
    claim = granted()
    assert services.recompute(claim=claim, actor=claim.person, now=NOW) == Recomputed.SAME
    assert (Decision.objects.count(), Claim.objects.get().state) == (1, ClaimState.GRANTED)


def test_a_better_fact_gives_a_second_decision_and_corrects_what_is_left_to_pay() -> None:
    claim = granted()
    right = Entitlement.objects.get()
    Entitlement.objects.update(days_left=right.days_left - 40, paid_days=40)
    corrected(claim, gross_cents=5_000_000)
    assert services.recompute(claim=claim, actor=claim.person, now=NOW) == Recomputed.CHANGED
    first, second = Decision.objects.order_by("number")
    fresh = Entitlement.objects.get()
    assert (second.number, second.entitlement_id, fresh.paid_days) == (2, first.entitlement_id, 40)
    assert fresh.daily_cents == second.figures["daily_cents"] > right.daily_cents
    assert fresh.first_payable_on == right.first_payable_on
    assert fresh.days_total == fresh.days_left + 40
    assert Message.objects.filter(user=claim.person, kind="claims.recomputed").exists()


def test_a_worse_fact_is_looked_at_by_a_person_and_what_was_granted_goes_on() -> None:
    claim = granted()
    before = Entitlement.objects.get()
    corrected(claim, gross_cents=3_000_000)
    assert services.recompute(claim=claim, actor=claim.person, now=NOW) == Recomputed.TO_REVIEW
    claim.refresh_from_db()
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.LESS_FAVOURABLE])
    after = Entitlement.objects.get()
    assert (after.state, after.daily_cents) == (State.OPEN, before.daily_cents)
    assert examined(claim).state == ClaimState.TO_REVIEW
    claim = services.grant(claim=claim, words="Le salaire était surestimé.", actor=benefit_advisor(), now=NOW)
    assert Entitlement.objects.get().daily_cents < before.daily_cents


def test_refusing_what_was_granted_closes_the_right() -> None:
    claim = granted()
    corrected(claim, end_reason="resignation")
    assert services.recompute(claim=claim, actor=claim.person, now=NOW) == Recomputed.TO_REVIEW
    services.refuse(claim=Claim.objects.get(), words="Démission prouvée.", actor=benefit_advisor(), now=NOW)
    assert Entitlement.objects.get().state == State.CLOSED


def test_computing_again_waits_for_a_first_decision_and_for_the_last_claim() -> None:
    claim = doubtful()
    with pytest.raises(services.NotDecidedYet):
        services.recompute(claim=claim, actor=claim.person, now=NOW)
    done = services.grant(claim=claim, words="", actor=benefit_advisor(), now=NOW)
    claimed(SHORT, seeker=claim.seeker)
    with pytest.raises(services.NotTheLast):
        services.recompute(claim=done, actor=claim.person, now=NOW)


def test_days_taken_away_never_touch_the_days_that_were_paid() -> None:
    right = EntitlementFactory(days_total=300, days_left=10, paid_days=290)
    amounts = {"daily_cents": 5_000, "reduced_daily_cents": 5_000, "full_rate_days": 32_000, "sjr_cents": 9_000}
    fixed = services.correct_forward(
        entitlement=right, amounts=amounts, days_added=-100, contract_ended_on=date(2025, 12, 31),
        first_payable_on=date(2026, 3, 1), reason="x", actor=None, now=NOW,
    )  # fmt: skip
    assert (fixed.days_left, fixed.paid_days, fixed.days_total) == (0, 290, 290)
    assert fixed.first_payable_on == right.first_payable_on


def test_contesting_hands_the_claim_to_somebody_else_and_nothing_stops() -> None:
    claim = granted()
    decision = Decision.objects.get()
    made = services.contest(decision=decision, words="Il manque un emploi.", actor=claim.person, now=NOW)
    claim.refresh_from_db()
    assert (claim.state, claim.reasons) == (ClaimState.TO_REVIEW, [Reason.CONTESTED])
    assert Entitlement.objects.get().state == State.OPEN
    with pytest.raises(services.AlreadyContested):
        services.contest(decision=decision, words="Encore.", actor=claim.person, now=NOW)
    document(claim.person, state="accepted")
    assert examined(claim).state == ClaimState.TO_REVIEW
    services.answer_contest(
        contest=made, changed=False, answer="Le calcul est juste.", actor=benefit_advisor(), now=NOW
    )
    claim.refresh_from_db()
    assert (claim.state, Contest.objects.get().state) == (ClaimState.GRANTED, ContestState.UPHELD)
    assert Message.objects.filter(user=claim.person, kind="claims.contest_answered").exists()
    assert Decision.objects.count() == 1


def test_a_contest_that_is_right_gives_a_new_decision() -> None:
    claim = granted()
    made = services.contest(decision=Decision.objects.get(), words="Mon salaire.", actor=claim.person, now=NOW)
    corrected(claim, gross_cents=5_000_000)
    services.answer_contest(contest=made, changed=True, answer="Vous aviez raison.", actor=benefit_advisor(), now=NOW)
    assert Contest.objects.get().state == ContestState.CHANGED
    assert Decision.objects.order_by("number").last().words == "Vous aviez raison."


def test_whoever_decided_does_not_judge_their_own_decision() -> None:
    claim, who = doubtful(), benefit_advisor()
    services.refuse(claim=claim, words="Non.", actor=who, now=NOW)
    made = services.contest(decision=Decision.objects.get(), words="Si.", actor=claim.person, now=NOW)
    with pytest.raises(services.SameHand):
        services.answer_contest(contest=made, changed=False, answer="Non.", actor=who, now=NOW)


def test_the_last_decision_of_a_claim_stands_until_it_is_contested(django_assert_num_queries: Any) -> None:
    claim, stranger = granted(), benefit_advisor()
    first = claim.decisions.get()
    assert list(Decision.objects.standing(claim.person)) == [first]
    made = services.contest(decision=first, words="Mon salaire.", actor=claim.person, now=NOW)
    assert not Decision.objects.standing(claim.person).exists()
    services.answer_contest(contest=made, changed=True, answer="Oui.", actor=benefit_advisor(), now=NOW)
    last = claim.decisions.order_by("-number")[0]
    with django_assert_num_queries(1):
        assert list(Decision.objects.standing(claim.person)) == [last]
    assert not Decision.objects.standing(stranger).exists()


def test_two_months_and_not_a_day_more() -> None:
    claim = granted()
    decision = Decision.objects.get()
    assert decision.contest_until == date(2026, 11, 14)
    last = NOW + timedelta(days=61)
    with pytest.raises(services.TooLate):
        services.contest(decision=decision, words="Tard.", actor=claim.person, now=last + timedelta(days=1))
    with pytest.raises(services.NoWords):
        services.contest(decision=decision, words=" ", actor=claim.person, now=last)
    services.contest(decision=decision, words="À temps.", actor=claim.person, now=last)


def test_an_older_right_that_cannot_be_taken_up_makes_room_for_the_new_one() -> None:
    certificate()
    claim = claimed()
    old = EntitlementFactory(
        seeker=claim.seeker, opened_on=date(2020, 1, 6), contract_ended_on=date(2019, 12, 31), days_total=300,
        days_left=100, paid_days=200,
    )  # fmt: skip
    examined(claim)
    old.refresh_from_db()
    assert (old.state, Decision.objects.get().outcome) == (State.CLOSED, Outcome.GRANTED)


@pytest.mark.parametrize(
    ("model", "wrong", "guard"),
    [
        (Claim, {"state": "granted", "decided_at": None}, "decided_claim_has_its_time"),
        (Claim, {"state": "granted", "reasons": ["overlap"]}, "decided_claim_has_its_time"),
        (Claim, {"state": "to_review", "reasons": []}, "waiting_claim_says_why"),
        (Contest, {"words": ""}, "contest_has_words"),
        (Contest, {"state": "upheld"}, "contest_answer_has_its_author_and_words"),
    ],
)
def test_a_wrong_row_cannot_exist(model: Any, wrong: dict[str, Any], guard: str) -> None:
    claim = granted()
    services.contest(decision=Decision.objects.get(), words="Non.", actor=claim.person, now=NOW)
    with pytest.raises(IntegrityError, match=guard), transaction.atomic():
        model.objects.update(**wrong)


@pytest.mark.parametrize(
    ("wrong", "guard"),
    [
        ({"number": 1}, "one_decision_a_number"),
        ({"entitlement": None}, "a_grant_has_its_right"),
        ({"automatic": False}, "somebody_or_automatic"),
        ({"automatic": False, "outcome": "refused", "by": True}, "a_person_who_refuses_says_why"),
    ],
)
def test_a_wrong_decision_cannot_be_written(wrong: dict[str, Any], guard: str) -> None:
    granted()
    another = Decision.objects.get()
    another.pk, another.number = None, 2
    if wrong.pop("by", False):
        another.decided_by = benefit_advisor()
    for name, value in wrong.items():
        setattr(another, name, value)
    with pytest.raises(IntegrityError, match=guard), transaction.atomic():
        another.save(force_insert=True)

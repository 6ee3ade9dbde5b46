"""What the answer to a case leaves out when the case does not tell enough, and what it carries from month to month."""

from __future__ import annotations

from typing import Any

from tests.vectors.answers import answer

SEQUENCE = {
    "gross_monthly_pay_eur": 0,
    "daily_allowance_eur": 200,
    "sjr_eur": 350.88,
    "months": ["2025-10", "2025-11", "2025-12"],
}


def result(kind: str, date: str, inputs: dict[str, Any]) -> dict[str, Any]:
    answered = answer({"id": kind, "kind": kind, "date": date, "inputs": inputs})
    assert "error" not in answered, answered
    return answered["result"]


def test_a_sequence_reaches_the_reduction_in_the_middle_of_its_months() -> None:
    found = result("partial_activity_sequence", "2025-10-01", SEQUENCE | {"days_already_paid": 150})
    paid = [month["gross_allowance_eur"] for month in found["months"]]
    assert paid == [6000, 2 * 200 + 28 * 140, 30 * 140]


def test_days_left_are_told_only_of_a_right_that_is_told() -> None:
    found = result("partial_activity_sequence", "2025-10-01", SEQUENCE)
    assert "rights_days_left_end" not in found
    assert not [name for month in found["months"] for name in month if name.startswith("rights_days_left")]
    told = result("partial_activity_sequence", "2025-10-01", SEQUENCE | {"rights_days_left": 70})
    assert [month["rights_days_left_start"] for month in told["months"]] == [70, 40, 10]
    assert told["rights_days_left_end"] == 0


def test_work_that_is_not_told_is_not_judged() -> None:
    assert "eligible" not in result("are_eligibility", "2025-04-01", {"age_at_contract_end": 40})


def test_a_first_paid_day_needs_a_day_to_count_from() -> None:
    assert "first_paid_day" not in result("waiting", "2026-10-03", {"supra_legal_eur": 5000})

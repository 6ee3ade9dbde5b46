"""From a file of worked cases to their answers: each kind of case has one function, and each refusal one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from math import isfinite
from typing import Any

from tests.vectors import allowance, declaration, month, opening, solidarity
from tests.vectors.reading import Case, Refused, Wrap, alone, shown

LONGEST_NUMBER = 1_000

KINDS: dict[str, Callable[[Case], dict[str, Any]]] = {
    "partial_activity_month": month.partial_activity_month,
    "partial_activity_sequence": month.partial_activity_sequence,
    "rights_days_remaining": month.partial_activity_month,
    "paid_days_in_month": month.paid_days_in_month,
    "are_full_month": month.are_full_month,
    "are_daily_allowance": allowance.are_daily_allowance,
    "are_deductions_daily": allowance.are_deductions_daily,
    "are_deductions_monthly": allowance.are_deductions_monthly,
    "degressivity_entry": allowance.degressivity_case,
    "degressivity_amount": allowance.degressivity_case,
    "are_eligibility": opening.are_eligibility,
    "reference_daily_wage": opening.reference_daily_wage,
    "are_duration": opening.are_duration,
    "waiting": opening.waiting,
    "ass_monthly": allowance.ass_monthly,
    "ass_resources": solidarity.ass_resources,
    "ass_cumul_months": solidarity.ass_cumul_months,
    "covid_end_of_rights": solidarity.covid_end_of_rights,
    "actualisation_calendar": declaration.actualisation_calendar,
    "actualisation_window": declaration.actualisation_window,
    "statistical_category": declaration.statistical_category,
}


def answers_to(text: bytes) -> tuple[list[dict[str, Any]], bool]:
    """The answer to each case of a JSON text, and whether the text could be read at all."""
    try:
        cases = json.loads(
            text.decode("utf-8-sig"), parse_float=Decimal, parse_constant=Decimal, parse_int=_whole_number
        )
    except (ValueError, RecursionError):
        return [{"id": None, "error": "The input is not JSON in UTF-8."}], False
    if not isinstance(cases, list):
        return [{"id": None, "error": "The input must be a list of cases."}], False
    return [answer(case) for case in cases], True


def _whole_number(digits: str) -> int | Decimal:
    """A number so long that Python refuses to read it must spoil its own case only."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else Decimal(digits)


def _identifier(given: Any) -> str | int | float | None:
    """As it was sent, when it is a text or a number."""
    if isinstance(given, Decimal | float):
        return float(given) if isfinite(given) else None
    return given if isinstance(given, str | int) else None


def answer(raw: Any, wrap: Wrap = alone) -> dict[str, Any]:
    """``{id, result}`` or ``{id, error}`` for one case; ``wrap`` may put each number inside an array."""
    if not isinstance(raw, dict):
        return {"id": None, "error": "A case must be an object with id, kind, date and inputs."}
    name = _identifier(raw.get("id"))
    try:
        return {"id": name, "result": _result(raw, wrap)}
    except ValueError as refused:
        return {"id": name, "error": str(refused)}


def _result(raw: dict[str, Any], wrap: Wrap) -> dict[str, Any]:
    kind, inputs = raw.get("kind"), raw.get("inputs")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refused(f"The kind {shown(kind)} is not one of: {', '.join(KINDS)}.")
    if not isinstance(inputs, dict):
        raise Refused("The case has no inputs.")
    return KINDS[kind](Case(inputs, raw.get("date"), wrap))

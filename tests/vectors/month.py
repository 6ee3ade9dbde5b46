"""The cases about a whole month of ARE: its days, its pay, what it leaves of the right."""

from __future__ import annotations

from typing import Any

from benefits.rules import degressivity, month_days, pricing
from benefits.rules.choice import larger
from benefits.rules.figures import Figures, figures_on
from benefits.rules.pricing import ARE, MonthFacts, MonthResult
from portal.money import CENTS_IN_A_EURO, nearest
from portal.months import Month
from tests.vectors.allowance import OLDEST, daily_amount, daily_wage, days_of_month, rules_of_the_right
from tests.vectors.reading import HIGHEST_EUROS, Case, Refused, in_euros, settled

NO_WAGE = HIGHEST_EUROS * CENTS_IN_A_EURO  # a reference wage so high that it caps nothing, when the case gives none


def partial_activity_month(case: Case) -> dict[str, Any]:
    left = case.whole("rights_days_left", pricing.UNLIMITED_DAYS)
    pay = case.cents("gross_monthly_pay_eur")
    facts = _facts(case, Month.of(case.day), days_of_month(case), pay, left, case.figures)
    result = pricing.price_month(facts, case.figures)
    return _told(case, result, left)


def partial_activity_sequence(case: Case) -> dict[str, Any]:
    left = case.whole("rights_days_left", pricing.UNLIMITED_DAYS)
    told, paid = [], 0
    for month in _months(case):
        figures = figures_on(month.first)
        pay = case.cents("gross_monthly_pay_eur")
        facts = _facts(case, month, month_days.base_days(month, figures), pay, left, figures, paid)
        result = pricing.price_month(facts, figures)
        told.append({"month": str(month)} | _left(case, "start", left) | _told(case, result, left))
        left, paid = result.days_left_after, paid + result.payable_days
    return {"months": told} | _left(case, "end", left)


def _left(case: Case, when: str, days: Any) -> dict[str, int]:
    """The days left in the right, unless the case does not tell how many there were."""
    return {f"rights_days_left_{when}": settled(days)} if case.has("rights_days_left") else {}


def paid_days_in_month(case: Case) -> dict[str, Any]:
    month = case.month("month") if case.has("month") else Month.of(case.day)
    return {
        "paid_days": settled(month_days.paid_days(month, _non_payable(case, month))),
        "base_days": month_days.base_days(month),
    }


def _non_payable(case: Case, month: Month) -> Any:
    days = case.whole("non_payable_days", 0)
    if settled(days) > month.days:
        raise Refused(f"{month} has no more than {month.days} days: {settled(days)} of them cannot be unpaid.")
    return days


def _withheld(case: Case, month: Month) -> Any:
    """The days taken off the base; none when the case gives the days paid, which are then what remains."""
    if case.has("days_paid") or not case.has("non_payable_days"):
        return 0
    return month_days.withheld_days(month, _non_payable(case, month))


def are_full_month(case: Case) -> dict[str, Any]:
    priced_by_wage = any(case.has(name) for name in ("sjr_eur", "reference_pay_eur", "gross_monthly_pay_eur"))
    days = days_of_month(case)
    figures = case.figures
    sjr = daily_wage(case) if priced_by_wage else NO_WAGE
    daily = daily_amount(case)
    reduced, full_rate_days = _reduction(case, daily)
    facts = MonthFacts(
        ARE,
        daily,
        days,
        non_payable_days=_withheld(case, Month.of(case.day)),
        days_left=case.whole("rights_days_left", pricing.UNLIMITED_DAYS),
        sjr=sjr,
        reduced_daily=reduced,
        full_rate_days_left=full_rate_days,
        csg_rate=case.rate("csg_rate", figures.csg_rate),
        minimum=figures.minimum_allowance,
    )
    result = pricing.price_month(facts, figures)
    told = {
        "daily_allowance_eur": in_euros(daily),
        "days_paid": settled(result.payable_days),
        "days_full_rate": settled(result.full_days),
        "days_reduced_rate": settled(result.reduced_days),
        "gross_allowance_eur": in_euros(result.gross),
        "monthly_allowance_eur": in_euros(result.gross),
    }
    if priced_by_wage:
        told |= {
            "sjr_eur": in_euros(sjr),
            "crc_daily_eur": in_euros(result.crc_daily),
            "csg_daily_eur": in_euros(result.csg_daily),
            "crds_daily_eur": in_euros(result.crds_daily),
            "net_daily_eur": in_euros(daily - result.crc_daily - result.csg_daily - result.crds_daily),
        }
        told |= _deductions(result)
    return told


def _facts(
    case: Case, month: Month, base_days: Any, pay: Any, left: Any, figures: Figures, paid_before: Any = 0
) -> MonthFacts:
    """The month of a case that works. A case that gives the full-rate allowance is paid at the other, reduced one."""
    daily = case.cents("daily_allowance_eur")
    reduced, full_rate_days = _reduction(case, daily, paid_before)
    if case.has("full_rate_daily_allowance_eur") and not _never_reduced(case):
        daily, reduced, full_rate_days = case.cents("full_rate_daily_allowance_eur"), daily, 0
    return MonthFacts(
        ARE,
        daily,
        base_days,
        non_payable_days=_withheld(case, month),
        days_left=left,
        gross_pay=pay,
        sjr=case.cents("sjr_eur", NO_WAGE),
        reduced_daily=reduced,
        full_rate_days_left=full_rate_days,
        csg_rate=case.rate("csg_rate", figures.csg_rate),
        minimum=figures.minimum_allowance,
    )


def _never_reduced(case: Case) -> bool:
    return case.has("degressive") and not case.truth("degressive")


def _reduction(case: Case, daily: Any, paid_before: Any = 0) -> tuple[Any, Any]:
    """The reduced allowance of the case and the days left before it, when it tells how many days are already paid.

    ``paid_before`` are those that the earlier months of a sequence paid. A right opened before there was a reduction
    is never reduced.
    """
    if _never_reduced(case):
        return daily, degressivity.NEVER_REDUCED
    if not case.has("days_already_paid"):
        reduced_now = case.truth("degressive") and case.has("reduced_daily_allowance_eur")
        return (case.cents("reduced_daily_allowance_eur"), 0) if reduced_now else (daily, degressivity.NEVER_REDUCED)
    figures = rules_of_the_right(case)
    paid = case.whole("days_already_paid") + paid_before
    if not figures.degressivity_days:
        return daily, degressivity.NEVER_REDUCED
    if case.has("reduced_daily_allowance_eur"):
        left = larger(figures.degressivity_days - paid, 0)
        return case.cents("reduced_daily_allowance_eur"), left
    age = case.whole("age", 0, most=OLDEST)
    return (
        degressivity.reduced_daily(daily, age, figures),
        degressivity.full_rate_days_left(daily, age, paid, figures),
    )


def _told(case: Case, result: MonthResult, left: Any) -> dict[str, Any]:
    told = {
        "payable_days_before_limit": settled(result.days_before_limit),
        "payable_days": settled(result.payable_days),
        "postponed_days": settled(result.postponed_days),
        "gross_allowance_eur": in_euros(result.gross),
        "retained_pay_eur": in_euros(result.retained_pay),
    }
    if case.has("rights_days_left"):
        told["rights_days_left_end_of_month"] = settled(left - result.payable_days)
    if case.has("sjr_eur"):
        told["cumul_cap_eur"] = in_euros(result.cap)
        told |= _deductions(result)
    return told


def _deductions(result: MonthResult) -> dict[str, Any]:
    held_back = result.gross - result.net
    return {
        "crc_eur": in_euros(result.crc),
        "csg_eur": in_euros(result.csg),
        "crds_eur": in_euros(result.crds),
        "deductions_eur": in_euros(held_back),
        "deductions_whole_eur": settled(nearest(held_back, CENTS_IN_A_EURO)),
        "net_allowance_eur": in_euros(result.net),
        "net_allowance_whole_eur": settled(nearest(result.net, CENTS_IN_A_EURO)),
    }


def _months(case: Case) -> list[Month]:
    written = case.inputs.get("months")
    if not isinstance(written, list) or not written or not all(isinstance(month, str) for month in written):
        raise Refused("months must be a list of months written like 2026-11.")
    return [Month.parse(month) for month in written]

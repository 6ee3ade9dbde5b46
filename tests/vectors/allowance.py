"""The cases about one day of allowance, its deductions and its reduction, and about ASS."""

from __future__ import annotations

from typing import Any

from benefits.rules import ass, daily_allowance, deductions, degressivity, month_days
from benefits.rules.choice import smaller
from benefits.rules.daily_allowance import DAYS_IN_A_YEAR, FULL_TIME, DailyAllowance
from benefits.rules.figures import Figures, figures_on
from portal.money import CENTS_IN_A_EURO, rounded_down
from portal.months import Month
from tests.vectors.reading import Case, Refused, in_euros, settled, yes

LONGEST_MONTH = 31
OLDEST = 120
BRANCHES = {
    daily_allowance.FIXED_AND_PROPORTIONAL: "fixed_plus_40_4",
    daily_allowance.SOLE_RATE: "percent_57",
    daily_allowance.MINIMUM: "minimum",
    daily_allowance.CAP: "cap_75",
}


def daily_wage(case: Case) -> Any:
    """The reference daily wage of the case: given, or drawn from a reference pay or from a monthly pay."""
    if case.has("sjr_eur"):
        return case.cents("sjr_eur")
    figures = case.figures
    days = case.whole("sjr_days", DAYS_IN_A_YEAR, least=1)
    if case.has("reference_pay_eur"):
        return daily_allowance.daily_wage(case.cents("reference_pay_eur"), days)
    if case.has("gross_monthly_pay_eur"):
        return daily_allowance.daily_wage(12 * retained_pay(case, figures), days)
    raise Refused("sjr_eur is missing, and there is no reference_pay_eur or gross_monthly_pay_eur to find it.")


def retained_pay(case: Case, figures: Figures) -> Any:
    pay = case.cents("gross_monthly_pay_eur")
    if not case.has("pmss_eur"):
        return daily_allowance.retained_monthly_pay(pay, figures)
    return smaller(pay, figures.ceilings_counted * case.cents("pmss_eur"))


def found_allowance(case: Case, sjr: Any) -> DailyAllowance:
    figures = case.figures
    minimum = figures.mayotte_minimum if case.truth("mayotte") else None
    return daily_allowance.daily_allowance(
        sjr, figures, part_time=case.rate("part_time_coefficient", FULL_TIME), minimum=minimum
    )


def daily_amount(case: Case) -> Any:
    """The daily allowance of the case, given or drawn from the daily wage."""
    if case.has("daily_allowance_eur"):
        return case.cents("daily_allowance_eur")
    return found_allowance(case, daily_wage(case)).amount


def are_daily_allowance(case: Case) -> dict[str, Any]:
    sjr = daily_wage(case)
    found = found_allowance(case, sjr)
    amount = found.amount
    if _in_training(case):
        amount = daily_allowance.training_allowance(amount, case.figures, mayotte=case.truth("mayotte"))
    result = {
        "sjr_eur": in_euros(sjr),
        "daily_allowance_eur": in_euros(amount),
        "branch": BRANCHES[settled(found.branch)],
        "branch_40_4_eur": in_euros(found.fixed_and_proportional),
        "branch_57_eur": in_euros(found.sole_rate),
        "minimum_eur": in_euros(found.minimum),
        "cap_75_eur": in_euros(found.cap),
    }
    if case.has("gross_monthly_pay_eur"):
        result["retained_monthly_pay_eur"] = in_euros(retained_pay(case, case.figures))
    return result


def _in_training(case: Case) -> bool:
    return case.truth("training") or case.truth("aref")


def held_back(case: Case, daily: Any, sjr: Any) -> deductions.DailyDeductions:
    """What is taken from one day: the pension only, on an allowance paid during a training."""
    figures = case.figures
    if elsewhere := [name for name in ("mayotte", "alsace_moselle") if case.truth(name)]:
        raise Refused(f"What else is held back there ({elsewhere[0]}) is not worked out.")
    csg_rate = case.rate("csg_rate", figures.csg_rate)
    crds_rate = case.rate("crds_rate", deductions.crds_rate(csg_rate, figures))
    if _in_training(case):
        csg_rate = crds_rate = 0
    return deductions.daily_deductions(
        daily,
        sjr,
        figures,
        pension_rate=case.rate("crc_rate", figures.pension_rate),
        csg_rate=csg_rate,
        crds_rate=crds_rate,
        minimum=case.cents("minimum_allowance_eur", figures.minimum_allowance),
        threshold=case.cents("daily_threshold_eur", figures.csg_threshold),
    )


def are_deductions_daily(case: Case) -> dict[str, Any]:
    sjr = daily_wage(case)
    daily = daily_amount(case)
    found = held_back(case, daily, sjr)
    return {
        "crc_eur": in_euros(found.crc),
        "csg_eur": in_euros(found.csg),
        "crds_eur": in_euros(found.crds),
        "deductions_eur": in_euros(daily - found.net),
        "net_daily_eur": in_euros(found.net),
    }


def are_deductions_monthly(case: Case) -> dict[str, Any]:
    sjr = daily_wage(case)
    daily = daily_amount(case)
    days = days_of_month(case)
    found = held_back(case, daily, sjr)
    return {
        "crc_eur": in_euros(days * found.crc),
        "csg_eur": in_euros(days * found.csg),
        "crds_eur": in_euros(days * found.crds),
        "deductions_eur": in_euros(days * (daily - found.net)),
        "gross_allowance_eur": in_euros(days * daily),
        "net_allowance_eur": in_euros(days * found.net),
    }


def days_of_month(case: Case) -> Any:
    """The days that the case gives to its month, or the law when it gives none."""
    for name in ("days_paid", "days_in_month", "days_base"):
        if case.has(name):
            return case.whole(name, most=LONGEST_MONTH)
    return month_days.base_days(Month.of(case.day))


def degressivity_case(case: Case) -> dict[str, Any]:
    daily = daily_amount(case)
    figures = rules_of_the_right(case)
    age = case.whole("age", 0, most=OLDEST)
    long_enough = case.whole("duration_days", figures.degressivity_days + 1) > figures.degressivity_days
    applies = yes(long_enough) and yes(degressivity.applies(daily, age, figures))
    reduced = degressivity.reduced_daily(daily, age, figures) if applies else daily
    return {
        "degressivity_applies": applies,
        "applies": applies,
        "first_reduced_day": degressivity.first_reduced_day(figures) if applies else None,
        "daily_allowance_eur": in_euros(daily),
        "reduced_daily_allowance_eur": in_euros(reduced),
    }


def rules_of_the_right(case: Case) -> Figures:
    """The figures by the end of the contract when the case tells it, by its date otherwise."""
    return figures_on(case.named_day("contract_end")) if case.has("contract_end") else case.figures


def ass_monthly(case: Case) -> dict[str, Any]:
    figures = case.figures
    by_law = figures.ass_mayotte_daily if case.truth("mayotte") else figures.ass_daily
    daily = case.cents("daily_ass_eur", by_law)
    named = next((name for name in ("days_base", "days_in_month") if case.has(name)), "days_base")
    days = case.whole(named, figures.ass_month_days, most=LONGEST_MONTH)
    ceiling = ass.ceiling(daily, case.truth("couple"), figures)
    amount = ass.monthly_amount(days, daily, ceiling - case.cents("monthly_resources_eur", 0))
    return {
        "ass_eur": in_euros(amount),
        "ass_whole_eur": settled(rounded_down(amount, CENTS_IN_A_EURO)),
        "ceiling_eur": in_euros(ceiling),
        "daily_ass_eur": in_euros(daily),
    }

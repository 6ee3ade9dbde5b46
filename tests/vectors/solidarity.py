"""The cases about what follows ARE: the resources counted for ASS, the months of work beside it, rights made longer."""

from __future__ import annotations

from datetime import date
from typing import Any

from benefits.rules import ass
from benefits.rules.extensions import extended_days
from benefits.rules.figures import figures_on
from portal.money import RATE_SCALE, share
from portal.months import Month
from tests.vectors.reading import Case, Refused, in_euros, settled, yes

MONTHS_IN_A_YEAR = 12
UNREAD_FROM, UNREAD_THROUGH = date(2020, 10, 30), date(2021, 6, 30)
DAILY_AMOUNT = "daily_ass_eur"


def ass_resources(case: Case) -> dict[str, Any]:
    """Amounts of the year count once, the others as many times as there are months; an interrupted one is replaced
    unless the case says that it is not."""
    figures = case.figures
    months = case.whole("months", MONTHS_IN_A_YEAR)
    kept, interrupted = 0, 0
    for name in case.inputs:
        if not name.endswith("_eur") or name == DAILY_AMOUNT:
            continue
        amount = case.cents(name) * (1 if "year" in name else months)
        if "interrupted" in name:
            interrupted = interrupted + amount
        else:
            kept = kept + amount
    substituted = case.truth("substitute_income") if case.has("substitute_income") else True
    counted = ass.resources_counted(kept, interrupted, substituted, figures)
    if case.has("abatement") and substituted:
        counted = kept + share(interrupted, RATE_SCALE - case.rate("abatement"))
    daily = case.cents(DAILY_AMOUNT, figures.ass_daily)
    monthly = ass.monthly_resources(counted, figures)
    room = ass.ceiling(daily, case.truth("couple"), figures) - monthly
    return {
        "annual_resources_eur": in_euros(counted),
        "monthly_resources_eur": in_euros(monthly),
        "ass_eur": in_euros(ass.monthly_amount(figures.ass_month_days, daily, room)),
        "counted_rate": figures.ass_substituted_rate / RATE_SCALE,
    }


def ass_cumul_months(case: Case) -> dict[str, Any]:
    worked = case.inputs.get("months_worked")
    if not isinstance(worked, list) or not all(isinstance(month, bool) for month in worked):
        raise Refused("months_worked must be a list of true and false, one for each month.")
    figures = figures_on(case.month("first_month").first) if case.has("first_month") else case.figures
    paid = ass.cumul_paid([case.wrap(int(month)) for month in worked], figures)
    return {"ass_paid": [yes(month) for month in paid]}


def covid_end_of_rights(case: Case) -> dict[str, Any]:
    """A month given alone means a right that ends on its last day."""
    if case.has("rights_end"):
        ends_on = case.named_day("rights_end")
    else:
        ends_on = (case.month("rights_end_month") if case.has("rights_end_month") else Month.of(case.day)).last
    if UNREAD_FROM <= ends_on <= UNREAD_THROUGH:
        raise Refused(f"Orders that were not read fixed the extension from {UNREAD_FROM} to {UNREAD_THROUGH}.")
    return {"extension_days": extended_days(ends_on, settled(case.whole("non_payable_days", 0)))}

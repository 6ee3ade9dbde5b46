"""The cases about opening a right: enough work, the reference daily wage, the duration, the days to wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR
from typing import Any

from benefits.rules import affiliation, duration, reference_wage
from benefits.rules import waiting as deferrals
from benefits.rules.career import INVOLUNTARY, EndReason
from benefits.rules.choice import either, smaller
from benefits.rules.daily_allowance import DAYS_IN_A_YEAR
from benefits.rules.daily_allowance import daily_wage as wage_of
from benefits.rules.figures import Figures, figures_on
from benefits.rules.ordinals import age_on
from portal.money import RATE_SCALE, nearest, rounded_up
from tests.vectors.allowance import OLDEST, daily_wage
from tests.vectors.reading import Case, Refused, in_euros, settled, yes

WORKED_DAYS_IN_A_MONTH = 22  # as the law counts them: 88 days are 4 months, 130 are 6
MONTHS_IN_A_YEAR = 12
COMMON_YEAR = 2026  # for a case without a date, or that tells a day and a month only
DAYS_TOLD = ("contract_end", "contract_end_month_day", "registered_on", "registered_month_day")
REASONS = {
    "licenciement": EndReason.DISMISSAL,
    "licenciement_economique": EndReason.ECONOMIC_DISMISSAL,
    "fin_de_cdd": EndReason.END_OF_FIXED_TERM,
    "rupture_conventionnelle": EndReason.AGREED_TERMINATION,
    "demission": EndReason.RESIGNATION,
}


def contract_end(case: Case) -> date:
    """The day that chooses the law: the end of the contract, or what the case says of it, or its date."""
    if case.has("contract_end"):
        return case.named_day("contract_end")
    if case.has("contract_end_month_day"):
        return _in_common_year(case, "contract_end_month_day")
    if case.has("contract_end_on_or_after"):
        return max(case.named_day("contract_end_on_or_after"), case.day)
    if case.has("contract_end_before"):
        latest = case.named_day("contract_end_before") - timedelta(days=1)
        return latest if case.written_date is None else min(latest, case.day)
    return date(COMMON_YEAR, 1, 1) if case.written_date is None else case.day


def _in_common_year(case: Case, name: str) -> date:
    try:
        return date.fromisoformat(f"{COMMON_YEAR}-{case.text(name)}")
    except ValueError:
        raise Refused(f"{name} is written like 11-01, not {case.text(name)!r}.") from None


def age(case: Case, figures: Figures) -> Any:
    """In years at the end of the contract; under every threshold of age when the case tells none."""
    if case.has("birth_date"):
        return case.wrap(age_on(contract_end(case).toordinal(), case.named_day("birth_date").toordinal()))
    named = next((name for name in ("age_at_contract_end", "age") if case.has(name)), "age")
    return case.whole(named, figures.law.middle_age - 1, most=OLDEST)


def end_reason(case: Case) -> int:
    written = case.text("reason") if case.has("reason") else "dismissal"
    known = REASONS | {reason.name.lower(): reason for reason in EndReason}
    if written not in known:
        raise Refused(f"The reason {written!r} is not one of: {', '.join(known)}.")
    return int(known[written])


def _by_own_will(case: Case) -> bool:
    """Whether the job was left for a reason that opens nothing. Refuses one that does not tell."""
    reason = end_reason(case)
    if reason not in (*INVOLUNTARY, EndReason.RESIGNATION):
        raise Refused(f"The reason {case.text('reason')!r} is not enough to tell whether a right opens.")
    return reason == EndReason.RESIGNATION


def _first_time(case: Case) -> bool:
    return any(case.truth(name) for name in case.inputs if name.startswith("first_time"))


def _seasonal(case: Case) -> bool:
    return any(case.truth(name) for name in case.inputs if "seasonal" in name)


def _reached(case: Case, figures: Figures, months: Any) -> affiliation.Affiliation:
    """Which thresholds the days, hours or months worked of the case reach.

    The least that opens a right, when the case only tells the days counted for its duration.
    """
    law = figures.law
    less = affiliation.shortened(_seasonal(case), _first_time(case), figures)
    days = case.whole("worked_days", 0)
    if case.has("months_worked"):
        days = smaller(case.whole("months_worked"), months) * WORKED_DAYS_IN_A_MONTH
    elif not _tells_work(case):
        days = case.wrap(law.short_affiliation_days if less else law.affiliation_days)
    minutes = 0
    if case.has("worked_hours"):
        minutes = case.wrap(case.minutes("worked_hours", 24 * 366 * 3, ROUND_FLOOR))
    return affiliation.affiliation(days, minutes, shortened=less, figures=figures)


def _tells_work(case: Case) -> bool:
    return any(case.has(name) for name in ("worked_days", "worked_hours", "months_worked"))


def are_eligibility(case: Case) -> dict[str, Any]:
    figures = figures_on(contract_end(case))
    law = figures.law
    less = affiliation.shortened(_seasonal(case), _first_time(case), figures)
    months = affiliation.reference_months(age(case, figures), figures)
    told: dict[str, Any] = {
        "reference_period_months": settled(months),
        "threshold_days": law.short_affiliation_days if less else law.affiliation_days,
        "threshold_hours": law.short_affiliation_hours if less else law.affiliation_hours,
    }
    if _tells_work(case):
        told["eligible"] = yes(_reached(case, figures, months).short) and not _by_own_will(case)
    return told


def reference_daily_wage(case: Case) -> dict[str, Any]:
    """From calendar days since October 2021 (or when the case gives some), from worked days × 1.4 before."""
    pay = case.cents("reference_pay_eur")
    law = figures_on(contract_end(case)).law
    if case.has("sjr_days") and not case.has("worked_days") and not case.has("employment_calendar_days"):
        days = case.whole("sjr_days", least=1)
        return {"sjr_eur": in_euros(wage_of(pay, days)), "divisor_days": settled(days)}
    if case.has("worked_days") and not (law.calendar_days_counted and case.has("employment_calendar_days")):
        named = next((name for name in ("multiplier", "coefficient") if case.has(name)), "multiplier")
        multiplier = case.rate(named, law.worked_day_multiplier, most=10)
        worked = case.whole("worked_days", least=1)
        sjr = reference_wage.by_worked_days(pay, worked, multiplier)
        return {"sjr_eur": in_euros(sjr), "divisor_days": settled(rounded_up(worked * multiplier, RATE_SCALE))}
    employment = case.whole("employment_calendar_days", least=1)
    rate = case.rate("idle_cap_rate", law.idle_rate)
    idle = reference_wage.idle_days_counted(employment, case.whole("idle_calendar_days", 0), rate)
    return {
        "idle_days_counted": settled(idle),
        "divisor_days": settled(employment + idle),
        "sjr_eur": in_euros(wage_of(pay, employment + idle)),
    }


def are_duration(case: Case) -> dict[str, Any]:
    figures = figures_on(contract_end(case))
    years = age(case, figures)
    months = affiliation.reference_months(years, figures)
    told: dict[str, Any] = {}
    if case.has("counted_calendar_days"):
        counted = case.whole("counted_calendar_days", least=1)
    elif case.has("worked_days"):
        counted = rounded_up(case.whole("worked_days") * figures.law.worked_day_multiplier, RATE_SCALE)
    else:
        retained = smaller(case.whole("months_worked"), months)
        counted = nearest(retained * DAYS_IN_A_YEAR, MONTHS_IN_A_YEAR)
        told["months_retained"] = settled(retained)
    reached = _reached(case, figures, months)
    opens = reached.short & (not _by_own_will(case))
    found = duration.duration(
        counted,
        years,
        short=reached.ordinary == 0,
        end_reason=end_reason(case),
        overseas=case.truth("overseas"),
        figures=figures,
    )
    return told | {
        "eligible": yes(opens),
        "duration_days": settled(either(opens, found.days, 0)),
        "possible_extension_days": settled(found.extension),
        "maximum_days": settled(found.maximum),
    }


def waiting(case: Case) -> dict[str, Any]:
    """The deferrals, given or found; then the first day paid, as a number of days and, counted from a day told, as a date."""
    ends = contract_end(case)
    figures = _with_divisor(case, figures_on(ends))
    law = figures.law
    economic = case.truth("economic_dismissal") or end_reason(case) == EndReason.ECONOMIC_DISMISSAL
    specific = deferrals.specific_deferral(case.cents("supra_legal_eur", 0), figures, economic=economic)
    specific = case.whole("specific_deferral_days", either(case.truth("csp"), specific * 0, specific))
    holiday = 0
    if case.has("iccp_eur"):
        sjr = daily_wage(case)
        if settled(sjr) == 0:
            raise Refused("The daily wage of the case is 0: no days can be found from iccp_eur.")
        holiday = deferrals.holiday_deferral(case.cents("iccp_eur"), sjr, figures)
    holiday = case.whole("holiday_deferral_days", holiday)
    together = specific + holiday + case.whole("deferral_days", 0)
    days = case.whole("waiting_days", law.waiting_days)
    registered = ends
    if case.has("registered_on"):
        registered = case.named_day("registered_on")
    elif case.has("registered_month_day"):
        registered = _in_common_year(case, "registered_month_day")
    starts = deferrals.waiting_starts(ends.toordinal(), together, registered.toordinal(), figures)
    first_paid = date.fromordinal(settled(starts + days))
    told: dict[str, Any] = {
        "specific_deferral_days": settled(specific),
        "holiday_deferral_days": settled(holiday),
        "deferral_days": settled(together),
        "waiting_days": settled(days),
        "total_days": settled(together + days),
        "first_paid_day_offset": settled(together + days),
    }
    if any(case.has(name) for name in DAYS_TOLD):
        told |= {"first_paid_day": first_paid.isoformat(), "first_paid_month_day": first_paid.isoformat()[5:]}
    return told


def _with_divisor(case: Case, figures: Figures) -> Figures:
    if not case.has("divisor"):
        return figures
    divisor = settled(case.cents("divisor"))
    if divisor == 0:
        raise Refused("divisor must be more than 0.")
    return replace(figures, opening=replace(figures.law, deferral_divisor=divisor))

"""What is known of a person's month, read the same way for one person and for a slice; and how a price is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np

from benefits.payments.binary_copy import DAY_ZERO
from benefits.payments.models import RuleSet
from benefits.rules import ass
from benefits.rules.choice import either, larger, smaller
from benefits.rules.degressivity import NEVER_REDUCED
from benefits.rules.figures import Figures, figures_on
from benefits.rules.month_days import base_days, withheld_days
from benefits.rules.pricing import ASS, MonthFacts, MonthResult, price_month
from portal.money import Whole
from portal.months import Month
from seekers.declarations.rules import NOT_PAYABLE

CONVENTION_APPLIES_FROM = date(2025, 4, 1)
"""Ends of contract from this day on are under the convention of 15 November 2024."""

NO_REDUCTION = 32_000
"""``Entitlement.full_rate_days`` from which a right is never reduced."""


class Known(NamedTuple):
    """One person (``int``) or a slice (``int64`` arrays): the right as it stands, and what was declared."""

    seeker_id: Whole
    entitlement_id: Whole
    version_id: Whole
    scheme: Whole
    daily: Whole
    reduced_daily: Whole
    sjr: Whole
    csg_rate: Whole
    resources: Whole
    couple: Whole  # 1 or 0
    full_rate_days: Whole
    days_left: Whole
    paid_days: Whole
    contract_ended: Whole  # days since 2000-01-01
    waiting_days: Whole  # calendar days of the month before the right is payable
    months_worked: Whole  # ASS: months already paid beside work
    gross_pay: Whole
    non_payable_days: Whole
    both: Whole  # calendar days counted in waiting_days and in non_payable_days


COLUMNS = f"""
    d.seeker_id, e.id, v.id, e.scheme::bigint, e.daily_cents::bigint, e.reduced_daily_cents::bigint,
    e.sjr_cents::bigint, e.csg_rate::bigint, e.monthly_resources_cents::bigint, e.lives_as_couple::int::bigint,
    e.full_rate_days::bigint, e.days_left::bigint, e.paid_days::bigint,
    (coalesce(e.contract_ended_on, e.opened_on) - date '{DAY_ZERO}')::bigint,
    greatest(least(e.first_payable_on - %(first)s::date, %(days)s), 0)::bigint,
    CASE WHEN e.scheme = {ASS} THEN (
        SELECT count(*) FROM payments_payment paid
        WHERE paid.seeker_id = d.seeker_id AND paid.entitlement_id = e.id AND paid.month < d.month
          AND paid.number = 0 AND paid.state <> 'superseded' AND paid.gross_pay_cents > 0
    ) ELSE 0 END,
    v.gross_pay_cents, v.non_payable_days::bigint,
    CASE WHEN v.non_payable_days > 0 AND e.first_payable_on > %(first)s::date THEN (
        SELECT count(DISTINCT day) FROM declarations_span span, generate_series(
            greatest(span.starts_on, %(first)s::date),
            least(coalesce(span.ends_on, %(last)s::date), %(last)s::date, e.first_payable_on - 1), interval '1 day') day
        WHERE span.version_id = v.id AND span.kind = ANY(%(unpaid_kinds)s)
    ) ELSE 0 END
"""  # noqa: S608  (constants only)
"""The fields of ``Known``, in their order, over d(eclaration), v(ersion) and e(ntitlement)."""


def parameters(month: Month) -> dict[str, Any]:
    """What COLUMNS asks for."""
    return {"first": month.first, "last": month.last, "days": month.days, "unpaid_kinds": list(NOT_PAYABLE)}


class Priced(NamedTuple):
    facts: MonthFacts
    result: MonthResult
    figures: Figures


def price_known(known: Known, month: Month) -> Priced:
    """Price ``month`` under the figures of its first day: amounts follow the days paid, and change only with a month."""
    figures = figures_on(month.first)
    is_ass = known.scheme == ASS
    unpaid = smaller(known.waiting_days + known.non_payable_days - known.both, month.days)
    never = known.full_rate_days >= NO_REDUCTION
    facts = MonthFacts(
        scheme=known.scheme,
        daily=known.daily,
        base_days=base_days(month, figures),
        non_payable_days=withheld_days(month, unpaid, figures),
        days_left=known.days_left,
        gross_pay=known.gross_pay,
        sjr=known.sjr,
        reduced_daily=known.reduced_daily,
        full_rate_days_left=either(never, NEVER_REDUCED, larger(known.full_rate_days - known.paid_days, 0)),
        csg_rate=either(is_ass, 0, known.csg_rate),
        minimum=figures.minimum_allowance,
        ceiling_left=either(is_ass, ass.ceiling(known.daily, known.couple > 0, figures) - known.resources, 0),
        cumul_months_left=either(is_ass, larger(figures.ass_cumul_months - known.months_worked, 0), 0),
    )
    return Priced(facts, price_month(facts, figures), figures)


FACT_COLUMNS = {
    "scheme": "scheme",
    "daily": "daily_cents",
    "reduced_daily": "reduced_daily_cents",
    "sjr": "sjr_cents",
    "gross_pay": "gross_pay_cents",
    "csg_rate": "csg_rate",
    "minimum": "minimum_cents",
    "ceiling_left": "ceiling_left_cents",
    "cumul_months_left": "cumul_months_left",
    "full_rate_days_left": "full_rate_days_left",
    "days_left": "days_left_before",
}
RESULT_COLUMNS = {
    name: name if name.endswith("days") or "days_" in name else f"{name}_cents" for name in MonthResult._fields
}
"""Where each fact and each figure is frozen.  base_days and non_payable_days stand in the result, and serve for both."""


def frozen(known: Known, priced: Priced, month: Month, now: datetime) -> dict[str, Any]:
    """The columns of a payment, by field name, except its number, its state and what follows from them."""
    contract = (CONVENTION_APPLIES_FROM - DAY_ZERO).days
    insurance = either(known.contract_ended >= contract, int(RuleSet.CONVENTION_2024), int(RuleSet.DECREE_2019))
    return {
        "month": month,
        "priced_at": now,
        "due_since": now,
        "figures_on": month.first,
        "rule_set": either(known.scheme == ASS, int(RuleSet.SOLIDARITY), insurance),
        "provisional": known.gross_pay > 0,
        **{column: getattr(priced.facts, name) for name, column in FACT_COLUMNS.items()},
        **{column: getattr(priced.result, name) for name, column in RESULT_COLUMNS.items()},
    }


def thawed(payment: Any) -> Priced:
    """The facts and figures of a payment as they were frozen.  Nothing is computed."""
    kept: Mapping[str, int] = {name: getattr(payment, column) for name, column in FACT_COLUMNS.items()}
    result = MonthResult(**{name: getattr(payment, column) for name, column in RESULT_COLUMNS.items()})
    facts = MonthFacts(base_days=result.base_days, non_payable_days=result.non_payable_days, **kept)
    return Priced(facts, result, figures_on(payment.figures_on))


def of_slice(columns: Mapping[str, np.ndarray], rows: np.ndarray) -> dict[str, Any]:
    """The rows of ``columns`` that the mask ``rows`` keeps; a value that holds for everyone stays one value."""
    return {name: value[rows] if isinstance(value, np.ndarray) else value for name, value in columns.items()}

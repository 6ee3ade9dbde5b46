"""The price of one month, for one person or for an array of people: the order in which the rules apply.

The request that estimates one declaration and the batch that pays three million call this same function. The month in
prose, with worked cents, is docs/rules/README.md.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from benefits.rules import ass, degressivity, part_time
from benefits.rules.choice import either, larger, smaller
from benefits.rules.deductions import DailyDeductions, crds_rate, daily_deductions
from benefits.rules.figures import Figures
from portal.money import Whole

ARE, ASS = 1, 2
UNLIMITED_DAYS = 1_000_000
SLICE = 16_384
"""People to price at once: the arrays of a slice stay in the processor's cache, larger ones are priced slower."""


class MonthFacts(NamedTuple):
    """What is known of a month before it is priced. Money in cents, rates per 10,000.

    Each fact is an ``int`` or an ``int64`` array; an ``int`` among arrays holds for everyone. No fact may be
    negative, except ``ceiling_left``. The caller has checked this: a row cannot hold it otherwise.
    """

    scheme: Whole  # ARE or ASS
    daily: Whole  # daily allowance before any reduction
    base_days: Whole  # month_days.base_days(month)
    non_payable_days: Whole = 0  # month_days.withheld_days(month, …)
    days_left: Whole = UNLIMITED_DAYS  # in the right, before this month
    gross_pay: Whole = 0  # of all employers in the month
    sjr: Whole = 0  # reference daily wage (ARE)
    reduced_daily: Whole = 0  # daily allowance once reduced (ARE)
    full_rate_days_left: Whole = degressivity.NEVER_REDUCED  # days before the reduction
    csg_rate: Whole = 0  # 620, 380, or 0 when exempt (then no CRDS either)
    minimum: Whole = 0  # allowance that the pension contribution may not reach below
    ceiling_left: Whole = 0  # ASS: ceiling less monthly resources, may be negative
    cumul_months_left: Whole = 0  # ASS: months of work that do not stop the allowance yet


class MonthResult(NamedTuple):
    """Every figure on the way to the net, in the order found. All are arrays of ``int64`` if any fact was one."""

    base_days: Whole
    non_payable_days: Whole
    full_allowance: Whole
    retained_pay: Whole
    days_before_cap: Whole
    cap: Whole
    days_before_limit: Whole
    payable_days: Whole
    full_days: Whole
    reduced_days: Whole
    gross: Whole
    crc_daily: Whole
    csg_daily: Whole
    crds_daily: Whole
    crc_daily_reduced: Whole
    csg_daily_reduced: Whole
    crds_daily_reduced: Whole
    crc: Whole
    csg: Whole
    crds: Whole
    net: Whole
    days_left_after: Whole
    postponed_days: Whole


class _Counted(NamedTuple):
    """The days of the month before the days left in the right, and the figures that lead to them."""

    full_allowance: Whole
    retained_pay: Whole
    days_before_cap: Whole
    cap: Whole
    days_before_limit: Whole


def price_month(facts: MonthFacts, figures: Figures) -> MonthResult:
    """What ``facts`` pay for one month under the ``figures`` of that month.

    Only the days paid are consumed; the others of the month are postponed, not lost. Suspensions and the recovery of an
    overpayment come after, and are not priced here.
    """
    f = facts
    is_ass = f.scheme == ASS
    full_rate_days = either(is_ass, degressivity.NEVER_REDUCED, f.full_rate_days_left)
    reduced_daily = either(full_rate_days >= degressivity.NEVER_REDUCED, f.daily, f.reduced_daily)

    counted = _count_days(f, figures, reduced_daily, full_rate_days)
    entitled_days = smaller(counted.days_before_limit, f.days_left)
    solidarity = ass.monthly_amount(entitled_days, f.daily, f.ceiling_left)
    payable_days = either(is_ass & (solidarity == 0), 0, entitled_days)
    full_days, reduced_days = degressivity.split(payable_days, full_rate_days)
    gross = either(is_ass, solidarity, full_days * f.daily + reduced_days * reduced_daily)

    at_full = _held_back(f.daily, f, figures)
    at_reduced = _held_back(reduced_daily, f, figures)
    crc = full_days * at_full.crc + reduced_days * at_reduced.crc
    csg = full_days * at_full.csg + reduced_days * at_reduced.csg
    crds = full_days * at_full.crds + reduced_days * at_reduced.crds

    result = MonthResult(
        f.base_days,
        smaller(f.non_payable_days, f.base_days),
        *counted,
        *(payable_days, full_days, reduced_days, gross),
        *(at_full.crc, at_full.csg, at_full.crds),
        *(at_reduced.crc, at_reduced.csg, at_reduced.crds),
        *(crc, csg, crds, gross - crc - csg - crds),
        days_left_after=f.days_left - payable_days,
        postponed_days=smaller(f.base_days, f.days_left) - payable_days,
    )
    for_many = any(isinstance(fact, np.ndarray) for fact in facts)
    return MonthResult(*np.broadcast_arrays(*result)) if for_many else result


def _count_days(f: MonthFacts, figures: Figures, reduced_daily: Whole, full_rate_days: Whole) -> _Counted:
    """From the days of the month to those that its pay leaves: by formula and cap for ARE, all or none for ASS."""
    is_ass = f.scheme == ASS
    days = larger(f.base_days - f.non_payable_days, 0)
    full_allowance = f.daily * days
    retained_pay = part_time.retained_pay(f.gross_pay, figures)
    cap = part_time.cumul_cap(f.sjr, figures)
    after_pay = part_time.days_after_pay(full_allowance, retained_pay, f.daily)
    within_cap = part_time.days_within_cap(after_pay, f.gross_pay, cap, f.daily, reduced_daily, full_rate_days)
    all_or_none = either(ass.paid_with_work(f.gross_pay, f.cumul_months_left), days, 0)
    return _Counted(
        full_allowance=full_allowance,
        retained_pay=either(is_ass, 0, retained_pay),
        days_before_cap=either(is_ass, all_or_none, after_pay),
        cap=either(is_ass, 0, cap),
        days_before_limit=either(is_ass, all_or_none, within_cap),
    )


def _held_back(daily: Whole, f: MonthFacts, figures: Figures) -> DailyDeductions:
    """The deductions of one day paid ``daily`` cents. None on ASS: too low for CSG, and without pension."""
    is_ass = f.scheme == ASS
    csg_rate = either(is_ass, 0, f.csg_rate)
    return daily_deductions(
        daily,
        f.sjr,
        figures,
        pension_rate=either(is_ass, 0, figures.pension_rate),
        csg_rate=csg_rate,
        crds_rate=crds_rate(csg_rate, figures),
        minimum=f.minimum,
        threshold=figures.csg_threshold,
    )

"""The days before the first one paid: deferrals, then the waiting time. Règlement 2024, art. 21 and 22."""

from __future__ import annotations

from benefits.rules.career import Career
from benefits.rules.choice import Yes, either, larger, smaller
from benefits.rules.figures import Figures
from benefits.rules.ordinals import plus_months
from portal.money import Whole, rounded_down


def specific_deferral(supra_legal: Whole, figures: Figures, *, economic: Yes) -> Whole:
    """Whole days: what was paid beyond the law at the end of the contract, over the divisor of the year, capped."""
    law = figures.law
    cap = either(economic > 0, law.economic_deferral_cap, law.deferral_cap)
    return smaller(rounded_down(supra_legal, law.deferral_divisor), cap)


def holiday_deferral(holiday_indemnity: Whole, sjr: Whole, figures: Figures) -> Whole:
    """Whole days: the holiday paid at the end of the contract, over the reference daily wage, capped."""
    return smaller(rounded_down(holiday_indemnity, larger(sjr, 1)), figures.law.holiday_deferral_cap)


def recent_indemnities(career: Career, ends: Whole, figures: Figures) -> tuple[Whole, Whole]:
    """Supra-legal and holiday indemnities, in cents, of the contracts that ended in the 182 days up to ``ends``."""
    supra_legal: Whole = 0
    holiday: Whole = 0
    for job in career.jobs:
        recent = (job.ends >= job.starts) & (job.ends > ends - figures.law.recent_contract_days)
        supra_legal = supra_legal + either(recent, job.supra_legal, 0)
        holiday = holiday + either(recent, job.holiday_indemnity, 0)
    return supra_legal, holiday


def waiting_starts(ends: Whole, deferral_days: Whole, registered: Whole, figures: Figures) -> Whole:
    """The first day after the deferrals, and not before the registration."""
    return larger(ends + figures.law.deferral_begins_after + deferral_days, registered)


def waiting_days(starts: Whole, waited_until: Whole, figures: Figures) -> Whole:
    """Seven days from ``starts``; none when they were already applied in the twelve months before."""
    law = figures.law
    already = (waited_until > 0) & (plus_months(waited_until, law.waiting_months) >= starts)
    return either(already, 0, law.waiting_days)

"""The allowance of those who accepted a CSP after an economic dismissal (ASP). Fiche Unédic « allocation de sécurisation
professionnelle »; convention du 26 janvier 2015. Worked out to be told: a benefit advisor opens it."""

from __future__ import annotations

from benefits.rules.affiliation import work_of
from benefits.rules.career import Career, contract_end
from benefits.rules.choice import Yes, either, larger, smaller
from benefits.rules.figures import Figures
from benefits.rules.ordinals import plus_months
from benefits.rules.reference_wage import reference_wage
from portal.money import Whole, share

MONTHS_IN_A_YEAR = 12


def contract_of(career: Career) -> Career:
    """The same person with the last contract alone, for one person: the ASP counts the pay of no other."""
    ends = contract_end(career)
    return career._replace(jobs=tuple(job for job in career.jobs if job.ends == ends)[:1])


def contract_wage(career: Career, figures: Figures) -> Whole:
    """The reference daily wage, in cents, of the last contract alone."""
    alone = contract_of(career)
    return reference_wage(alone, work_of(alone, figures), figures).sjr


def served_a_year(career: Career) -> bool:
    """Whether the person had been a year or more in the company, for one person."""
    (job,) = contract_of(career).jobs
    return bool(plus_months(job.starts, MONTHS_IN_A_YEAR) <= job.ends + 1)


def security_daily(wage: Whole, are: Whole, served: Yes, figures: Figures) -> Whole:
    """The ASP in cents a day: 75 % of the daily ``wage`` of the contract after a year in the company.

    Never below the allowance that the person would have had (``are``), nor the minimum of a training, nor above the highest
    allowance there is. Before a year it is ``are``.
    """
    highest = share(figures.highest_daily_wage, figures.sole_rate)
    least = larger(are, figures.training_minimum)
    found = smaller(larger(share(wage, figures.law.security_rate), least), highest)
    return either(served, found, are)

"""Why no right opens: the last lines of an explanation, with the figures that are missing and what remains possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benefits.rules.affiliation import MINUTES, Refusal, Work, project_days, shortened
from benefits.rules.career import Career
from benefits.rules.explanation import CENTS, DATE, DAYS, Line
from benefits.rules.figures import Figures
from benefits.rules.in_force import amount_on, daily_on
from benefits.rules.ordinals import plus_months
from benefits.rules.security import contract_wage, security_daily, served_a_year

if TYPE_CHECKING:
    from benefits.rules.rights import Rights


def refusal_lines(career: Career, rights: Rights, work: Work, figures: Figures) -> list[Line]:
    """The lines of one person's refusal; the last one says why in a sentence that stands alone."""
    refusal = Refusal(rights.refusal)
    if refusal == Refusal.NOT_ENOUGH_WORK:
        return [_not_enough_work(career, rights, work, figures)]
    if refusal == Refusal.REGISTERED_TOO_LATE:
        return [_too_late(career, rights, figures)]
    if refusal in (Refusal.RESIGNATION, Refusal.RESIGNED_BEFORE):
        return [_resigned(rights, figures)]
    if refusal == Refusal.CAREER_PROJECT:
        return [_project(career, work, figures)]
    if refusal == Refusal.MAYOTTE:
        return [_mayotte(rights, figures)]
    if refusal == Refusal.SECURITY_CONTRACT:
        return _security_contract(career, rights, figures)
    rule = {Refusal.NO_JOB_LOST: "refused_no_job", Refusal.REASON_TO_CHECK: "refused_reason"}
    return [Line(rule.get(refusal, "refused_pay"), {}, 0, DAYS, "Règlement, art. 2 à 4 et 11")]


def _not_enough_work(career: Career, rights: Rights, work: Work, figures: Figures) -> Line:
    law = figures.law
    less = shortened(work.seasonal, career.first_time, figures)
    needed = law.short_affiliation_days if less else law.affiliation_days
    source = figures.references["affiliation_days"]
    return Line("refused_work", {"needed": needed}, needed - rights.worked_days, DAYS, source)


def _too_late(career: Career, rights: Rights, figures: Figures) -> Line:
    months = figures.law.registration_months
    inputs = {"registered_on": career.registered, "months": months}
    latest = plus_months(rights.contract_end, months)
    return Line("refused_late", inputs, latest, DATE, figures.references["registration_months"])


def _resigned(rights: Rights, figures: Figures) -> Line:
    law, again = figures.law, {"days": figures.law.examined_again_after}
    if rights.refusal == Refusal.RESIGNATION:
        source = figures.references["examined_again_after"]
        return Line("refused_resignation", again, rights.examined_again_on, DATE, source)
    inputs = again | {
        "left_on": rights.resigned_on,
        "worked": rights.days_since_resigned,
        "hours": rights.minutes_since_resigned // MINUTES,
        "needed": law.resigned_since_days,
        "needed_hours": law.resigned_since_hours,
    }
    source = figures.references["resigned_since_days"]
    return Line("refused_resigned_before", inputs, rights.examined_again_on, DATE, source)


def _project(career: Career, work: Work, figures: Figures) -> Line:
    law, source = figures.law, figures.references["project_days"]
    if not law.project_days:
        return Line("refused_project_then", {}, 0, DAYS, source)
    inputs = {"needed": law.project_days, "months": law.project_months}
    return Line("refused_project", inputs, project_days(career, work, figures), DAYS, source)


def _mayotte(rights: Rights, figures: Figures) -> Line:
    """Insurance of its own: what it promises is told, its wage is not worked out here."""
    law, source = figures.law, figures.references["mayotte_first_rate"]
    older = rights.age >= law.mayotte_older_age
    inputs = {
        "first_rate": law.mayotte_first_rate,
        "first_days": law.mayotte_first_days,
        "then_rate": law.mayotte_then_rate,
        "minimum_cents": amount_on(rights.contract_end + 1, "mayotte_minimum", figures),
        "least": law.mayotte_minimum_days,
    }
    most = law.mayotte_older_maximum_days if older else law.mayotte_maximum_days
    return Line("refused_mayotte", inputs, most, DAYS, source)


def _security_contract(career: Career, rights: Rights, figures: Figures) -> list[Line]:
    """What the other allowance would be, about: it is another room's to open."""
    source = figures.references["security_rate"]
    wage, served = contract_wage(career, figures), served_a_year(career)
    are = daily_on(rights.contract_end + 1, rights.sjr, rights.part_time, figures).amount
    daily = security_daily(wage, are, served, figures)
    inputs = {"sjr_cents": wage, "security_rate": figures.law.security_rate, "months": figures.law.security_months}
    rule = "security_daily" if served else "security_daily_short"
    told = [Line(rule, inputs, daily, CENTS, source)] if daily else []
    return [*told, Line("refused_security_contract", {}, 0, DAYS, source)]

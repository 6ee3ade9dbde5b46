"""Why a right is what it is: one line per rule that counted, put in words by ``wording.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benefits.rules.affiliation import MINUTES, Work, affiliation, project_days, shortened, work_of
from benefits.rules.career import Career, EndReason
from benefits.rules.daily_allowance import CAP, FIXED_AND_PROPORTIONAL, FULL_TIME, SOLE_RATE
from benefits.rules.duration import duration
from benefits.rules.explanation import CENTS, DATE, DAYS, MONTHS, RATE, Line
from benefits.rules.figures import Figures
from benefits.rules.in_force import amount_on, daily_on
from benefits.rules.reference_wage import reference_wage
from benefits.rules.refusal_lines import refusal_lines
from benefits.rules.waiting import recent_indemnities
from portal.money import RATE_SCALE, rounded_up, share

if TYPE_CHECKING:
    from benefits.rules.rights import Rights


def explain_rights(career: Career, rights: Rights, figures: Figures) -> list[Line]:
    """The lines that lead one person (``int`` facts) from the work of the period to the first day paid, or to why not.

    A rule that changed nothing has no line.
    """
    work = work_of(career, figures)
    if career.mayotte:
        return refusal_lines(career, rights, work, figures)
    lines = _work_lines(career, rights, work, figures)
    if not rights.eligible:
        return [*lines, *refusal_lines(career, rights, work, figures)]
    return [
        *lines,
        *_wage_lines(career, rights, work, figures),
        *_daily_lines(rights, figures),
        *_duration_lines(career, rights, work, figures),
        *_waiting_lines(career, rights, figures),
    ]


def _work_lines(career: Career, rights: Rights, work: Work, figures: Figures) -> list[Line]:
    law = figures.law
    inputs = {"starts_on": rights.reference_starts, "ends_on": rights.contract_end}
    lines = [Line("reference_period", inputs, rights.reference_months, MONTHS, figures.references["reference_months"])]
    needed, needed_hours, less = law.affiliation_days, law.affiliation_hours, ""
    if shortened(work.seasonal, career.first_time, figures):
        needed, needed_hours = law.short_affiliation_days, law.short_affiliation_hours
        less = "first_time" if career.first_time and law.first_time_shortened else "seasonal"
        source = figures.references[f"{less}_shortened"]
        lines.append(Line(f"{less}_threshold", {"needed_hours": needed_hours}, needed, DAYS, source))
    inputs = {"needed": needed, "needed_hours": needed_hours, "hours": rights.worked_minutes // MINUTES}
    rule = "worked_days"
    if rights.worked_days < needed and rights.worked_minutes:
        rule = "worked_hours" if rights.worked_minutes >= needed_hours * MINUTES else "worked_too_little"
    source = figures.references["short_affiliation_days" if less else "affiliation_days"]
    return [
        *lines,
        Line(rule, inputs, rights.worked_days, DAYS, source),
        *_opening_lines(career, rights, work, figures),
    ]


def _opening_lines(career: Career, rights: Rights, work: Work, figures: Figures) -> list[Line]:
    """Why a resignation does not bar the right that opens: worked long enough since, or left for a project."""
    law, lines = figures.law, []
    if rights.eligible and rights.resigned_on:
        inputs = {
            "left_on": rights.resigned_on,
            "hours": rights.minutes_since_resigned // MINUTES,
            "needed": law.resigned_since_days,
            "needed_hours": law.resigned_since_hours,
        }
        rule = "resigned_before" if rights.days_since_resigned >= law.resigned_since_days else "resigned_before_hours"
        lines.append(Line(rule, inputs, rights.days_since_resigned, DAYS, figures.references["resigned_since_days"]))
    if career.end_reason == EndReason.CAREER_PROJECT and rights.eligible:
        inputs = {"needed": law.project_days, "months": law.project_months}
        worked = project_days(career, work, figures)
        lines.append(Line("project_days", inputs, worked, DAYS, figures.references["project_days"]))
    return lines


def _wage_lines(career: Career, rights: Rights, work: Work, figures: Figures) -> list[Line]:
    law = figures.law
    told = sum(job.gross for job, inside in zip(career.jobs, work.jobs, strict=True) if inside.days)
    inputs = {"told_cents": told, "ceilings": figures.ceilings_counted}
    capped = law.calendar_days_counted and rights.reference_pay < told
    rule = "reference_pay_capped" if capped else "reference_pay" if law.calendar_days_counted else "year_pay"
    source = figures.references["ceilings_counted"]
    lines = [Line(rule, inputs, rights.reference_pay, CENTS, source)]
    if rights.neutral_days:
        lines.append(Line("neutral_days", {}, rights.neutral_days, DAYS, figures.references["sick_leave_days"]))
    left_out = _crisis_days(rights, work)
    if left_out and law.calendar_days_counted:
        lines.append(Line("crisis_days", {}, left_out, DAYS, "Décret 2020-425, ordonnance 2021-135"))
    lines.append(_days_line(rights, figures))
    sjr = reference_wage(career, work, figures).sjr
    rule = "daily_wage" if law.calendar_days_counted else "year_daily_wage"
    inputs = {"pay_cents": rights.reference_pay, "days": rights.counted_days}
    lines.append(Line(rule, inputs, sjr, CENTS, "Règlement, art. 13"))
    if rights.sjr > sjr:
        inputs = {"before_cents": sjr}
        lines.append(Line("wage_revalued", inputs, rights.sjr, CENTS, "Circulaires Unédic de revalorisation"))
    return lines


def _crisis_days(rights: Rights, work: Work) -> int:
    """From the first day of work to the end of the contract, what is neither work, nor an interruption, nor idle."""
    first = min(span.starts for span in work.apart if span.days)
    counted = rights.employment_days + rights.neutral_days + rights.idle_days
    return int(rights.contract_end + 1 - first - counted)


def _days_line(rights: Rights, figures: Figures) -> Line:
    """The days that the reference pay is divided by, and that the duration is drawn from."""
    law = figures.law
    if not law.calendar_days_counted:
        inputs = {"worked": rights.worked_days, "multiplier_rate": law.worked_day_multiplier}
        source = figures.references["worked_day_multiplier"]
        return Line("days_by_worked_days", inputs, rights.counted_days, DAYS, source)
    inputs = {
        "employment": rights.employment_days,
        "idle": rights.idle_days,
        "idle_counted": rights.idle_days_counted,
        "idle_rate": law.idle_rate,
    }
    rule = "days_limited" if rights.idle_days_counted < rights.idle_days else "days_with_idle"
    rule = rule if rights.idle_days else "days_with_job"
    return Line(rule, inputs, rights.counted_days, DAYS, figures.references["idle_rate"])


def _daily_lines(rights: Rights, figures: Figures) -> list[Line]:
    lines = []
    if rights.part_time < FULL_TIME:
        inputs = {"part_time_rate": rights.part_time}
        lines.append(Line("part_time", inputs, rights.part_time, RATE, "Règlement, art. 15"))
    found = daily_on(rights.first_payable, rights.sjr, rights.part_time, figures)
    fixed_part = amount_on(rights.first_payable, "fixed_part", figures)
    rule, figure = {
        FIXED_AND_PROPORTIONAL: ("daily_fixed_and_proportional", "proportional_rate"),
        SOLE_RATE: ("daily_sole_rate", "sole_rate"),
        CAP: ("daily_cap", "cap_rate"),
    }.get(found.branch, ("daily_minimum", "minimum_allowance"))
    inputs = {
        "sjr_cents": rights.sjr,
        "fixed_cents": share(fixed_part, rights.part_time),
        "proportional_rate": figures.proportional_rate,
        "sole_rate": figures.sole_rate,
        "cap_rate": figures.cap_rate,
    }
    lines.append(Line(rule, inputs, rights.daily, CENTS, figures.references[figure]))
    if rights.reduced_daily < rights.daily and rights.full_rate_days < rights.days:
        inputs = {"full_days": rights.full_rate_days, "age": rights.age}
        source = figures.references["degressivity_rate"]
        lines.append(Line("reduced_later", inputs, rights.reduced_daily, CENTS, source))
    return lines


def _duration_lines(career: Career, rights: Rights, work: Work, figures: Figures) -> list[Line]:
    less = shortened(work.seasonal, career.first_time, figures)
    reached = affiliation(work.days, work.minutes, shortened=less, figures=figures)
    lasts = duration(
        rights.counted_days,
        rights.age,
        short=not reached.ordinary,
        end_reason=career.end_reason,
        overseas=career.overseas,
        figures=figures,
    )
    found = rounded_up(rights.counted_days * lasts.rate, RATE_SCALE)
    rule = "duration_whole" if lasts.rate == RATE_SCALE else "duration"
    inputs = {"counted": rights.counted_days, "coefficient_rate": lasts.rate}
    lines = [Line(rule, inputs, found, DAYS, figures.references["duration_rate"])]
    inputs = {"found": found, "age": rights.age}
    if found < lasts.minimum:
        source = figures.references["minimum_days" if reached.ordinary else "short_minimum_days"]
        lines.append(Line("duration_minimum", inputs, lasts.minimum, DAYS, source))
    if found > lasts.maximum:
        agreed = career.end_reason == EndReason.AGREED_TERMINATION and figures.law.agreed_maximum_days > 0
        agreed = agreed and not career.overseas
        rule = "duration_agreed" if agreed else "duration_maximum"
        figure = "agreed_maximum_days" if agreed else "maximum_days"
        lines.append(Line(rule, inputs, lasts.maximum, DAYS, figures.references[figure]))
    if rights.extension_days:
        source = figures.references["agreed_senior_maximum_days"]
        lines.append(Line("duration_extension", {}, rights.extension_days, DAYS, source))
    return lines


def _waiting_lines(career: Career, rights: Rights, figures: Figures) -> list[Line]:
    law = figures.law
    supra_legal, indemnity = recent_indemnities(career, rights.contract_end, figures)
    lines = []
    if rights.specific_deferral:
        capped = supra_legal // law.deferral_divisor > rights.specific_deferral
        inputs = {"indemnity_cents": supra_legal, "divisor_cents": law.deferral_divisor}
        rule = "specific_deferral_capped" if capped else "specific_deferral"
        source = figures.references["deferral_divisor"]
        lines.append(Line(rule, inputs, rights.specific_deferral, DAYS, source))
    if rights.holiday_deferral:
        capped = indemnity // rights.sjr > rights.holiday_deferral
        inputs = {"indemnity_cents": indemnity, "sjr_cents": rights.sjr}
        rule = "holiday_deferral_capped" if capped else "holiday_deferral"
        source = figures.references["holiday_deferral_cap"]
        lines.append(Line(rule, inputs, rights.holiday_deferral, DAYS, source))
    rule = "waiting_time" if rights.waiting_days else "no_waiting_time"
    inputs = {"months": law.waiting_months}
    lines.append(Line(rule, inputs, rights.waiting_days, DAYS, figures.references["waiting_days"]))
    inputs = {"ends_on": rights.contract_end, "registered_on": career.registered}
    return [*lines, Line("first_payable", inputs, rights.first_payable, DATE, "Règlement, art. 21 à 23")]

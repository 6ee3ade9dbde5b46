"""Why a month pays what it pays: one line per rule that counted, stored with the payment and put in words elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from benefits.rules import pricing
from benefits.rules.figures import Figures
from benefits.rules.pricing import MonthFacts, MonthResult
from benefits.rules.wording import WORDING
from portal.money import NO_BREAK_SPACE, euros
from portal.months import FRENCH_NAMES

DAYS, CENTS, MONTHS, RATE, DATE = "days", "cents", "months", "rate", "date"


class Line(NamedTuple):
    """One rule applied. ``inputs`` and ``result`` are whole numbers; an input ending in ``_cents`` is money, in
    ``_rate`` a rate per 10,000, in ``_on`` a day (an ordinal), as is the result when the unit is ``DATE``. ``source`` is
    the article or the text that fixed the figure."""

    rule: str
    inputs: dict[str, int]
    result: int
    unit: str
    source: str


def explain(facts: MonthFacts, result: MonthResult, figures: Figures) -> list[Line]:
    """The lines that lead one person (``int`` facts) from the days of the month to the net, in the order of the rules.

    A rule that changed nothing has no line: no pay, no cap reached, nothing deducted.
    """
    amount = _solidarity_lines if facts.scheme == pricing.ASS else _insurance_lines
    return [
        *_month_lines(result, figures),
        *amount(facts, result, figures),
        *_deduction_lines(result, figures),
        *_closing_lines(facts, result),
    ]


def sentences(lines: list[Line], translate: Callable[[str], str] = str) -> list[str]:
    """Each line as a sentence in plain French, or in the language into which ``translate`` puts the French template."""
    return [_sentence(line, translate) for line in lines]


def _sentence(line: Line, translate: Callable[[str], str]) -> str:
    one, many = WORDING[line.rule]
    template = translate(one if line.unit == DAYS and abs(line.result) < 2 else many)
    words = {name: _written(value, name.rpartition("_")[2], translate) for name, value in line.inputs.items()}
    return template % {"result": _written(line.result, line.unit, translate), **words}


def _written(number: int, kind: str, translate: Callable[[str], str]) -> str:
    """A number of the law as a French reader expects it, by its unit or by the last word of its name."""
    if kind in (CENTS, RATE):
        return euros(number) if kind == CENTS else percent(number)
    return in_full(date.fromordinal(number), translate) if kind in (DATE, "on") else str(number)


def in_full(day: date, translate: Callable[[str], str] = str) -> str:
    """``31 octobre 2026``; the first of a month is ``1er``."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NO_BREAK_SPACE}{translate(FRENCH_NAMES[day.month - 1])}{NO_BREAK_SPACE}{day.year}"


def percent(rate: int) -> str:
    """A rate per 10,000 as a French reader writes it: ``6,2\u00a0%``."""
    whole, rest = divmod(rate, 100)
    decimals = f",{rest:02d}".rstrip("0").rstrip(",")
    return f"{whole}{decimals}\u00a0%"


def _month_lines(result: MonthResult, figures: Figures) -> list[Line]:
    source = figures.references["thirty_day_months"]
    lines = [Line("month_base", {}, result.base_days, DAYS, source)]
    if result.non_payable_days:
        payable = result.base_days - result.non_payable_days
        inputs = {"base": result.base_days, "payable": payable}
        lines.append(Line("non_payable_days", inputs, result.non_payable_days, DAYS, source))
    return lines


def _insurance_lines(facts: MonthFacts, result: MonthResult, figures: Figures) -> list[Line]:
    days = result.base_days - result.non_payable_days
    source = figures.references["retained_pay_rate"]
    lines = []
    if facts.gross_pay:
        inputs = {"daily_cents": facts.daily, "days": days}
        lines.append(Line("full_allowance", inputs, result.full_allowance, CENTS, "Règlement, art. 14 à 16"))
        inputs = {"gross_pay_cents": facts.gross_pay, "retained_rate": figures.retained_pay_rate}
        lines.append(Line("retained_pay", inputs, result.retained_pay, CENTS, source))
        inputs = {
            "full_allowance_cents": result.full_allowance,
            "retained_pay_cents": result.retained_pay,
            "daily_cents": facts.daily,
        }
        lines.append(Line("days_after_pay", inputs, result.days_before_cap, DAYS, source))
    if result.days_before_limit < result.days_before_cap:
        inputs = {"cap_cents": result.cap, "gross_pay_cents": facts.gross_pay, "before": result.days_before_cap}
        cap_source = figures.references["cumul_multiplier"]
        lines.append(Line("cumul_cap", inputs, result.days_before_limit, DAYS, cap_source))
    lines += _limit_lines(facts, result)
    if result.full_days or not result.reduced_days:
        inputs = {"days": result.full_days, "daily_cents": facts.daily}
        paid = result.full_days * facts.daily
        lines.append(Line("days_at_full_rate", inputs, paid, CENTS, "Règlement, art. 14 à 16"))
    if result.reduced_days:
        inputs = {"days": result.reduced_days, "daily_cents": facts.reduced_daily}
        paid = result.reduced_days * facts.reduced_daily
        lines.append(Line("days_at_reduced_rate", inputs, paid, CENTS, figures.references["degressivity_rate"]))
    return lines


def _solidarity_lines(facts: MonthFacts, result: MonthResult, figures: Figures) -> list[Line]:
    source = figures.references["ass_daily"]
    if facts.gross_pay:
        work = "work_kept" if facts.cumul_months_left > 0 else "work_stops"
        inputs = {"gross_pay_cents": facts.gross_pay, "months_left": facts.cumul_months_left}
        lines = [Line(work, inputs, result.days_before_limit, DAYS, "Code du travail, R5425-2 et R5425-6")]
    else:
        lines = []
    lines += _limit_lines(facts, result)
    days = min(result.days_before_limit, facts.days_left)
    whole = days * facts.daily
    inputs = {"days": days, "daily_cents": facts.daily}
    lines.append(Line("solidarity_days", inputs, whole, CENTS, source))
    if result.gross < whole:
        inputs = {"whole_cents": whole, "ceiling_left_cents": max(facts.ceiling_left, 0)}
        lines.append(Line("solidarity_resources", inputs, result.gross, CENTS, "Code du travail, R5423-2"))
    return lines


def _limit_lines(facts: MonthFacts, result: MonthResult) -> list[Line]:
    if result.days_before_limit <= facts.days_left:
        return []
    inputs = {"before": result.days_before_limit}
    return [Line("days_left_limit", inputs, facts.days_left, DAYS, "Règlement, art. 9")]


def _deduction_lines(result: MonthResult, figures: Figures) -> list[Line]:
    held_back = (
        ("pension", result.crc, result.crc_daily, result.crc_daily_reduced, "pension_rate"),
        ("csg", result.csg, result.csg_daily, result.csg_daily_reduced, "csg_rate"),
        ("crds", result.crds, result.crds_daily, result.crds_daily_reduced, "crds_rate"),
    )
    lines = []
    for rule, total, daily, daily_reduced, figure in held_back:
        if total:
            inputs = {
                "daily_cents": daily if result.full_days else daily_reduced,
                "daily_reduced_cents": daily_reduced,
                "days": result.payable_days,
            }
            two_rates = result.full_days and result.reduced_days
            code = f"{rule}_two_rates" if two_rates else rule
            lines.append(Line(code, inputs, total, CENTS, figures.references[figure]))
    if result.gross and not result.csg:
        inputs = {"threshold_cents": figures.csg_threshold}
        lines.append(Line("no_csg", inputs, 0, CENTS, figures.references["csg_rate"]))
    return lines


def _closing_lines(facts: MonthFacts, result: MonthResult) -> list[Line]:
    inputs = {"gross_cents": result.gross, "held_back_cents": result.gross - result.net}
    rule = "net" if result.net < result.gross else "net_whole"
    lines = [Line(rule, inputs, result.net, CENTS, "Règlement, art. 24 et 25")]
    if result.postponed_days:
        lines.append(Line("postponed", {}, result.postponed_days, DAYS, "Règlement, art. 9 et 30 à 32"))
    if facts.days_left < pricing.UNLIMITED_DAYS:
        rule = "days_left" if result.days_left_after else "end_of_rights"
        lines.append(Line(rule, {}, result.days_left_after, DAYS, "Règlement, art. 9"))
    return lines

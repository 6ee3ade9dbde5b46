"""A payment in words: each rule that counted, its sentence, and its amount when it adds or takes away."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from benefits.rules.explanation import Line, sentences

LABELS = {
    "month_base": gettext_lazy("Jours du mois"),
    "non_payable_days": gettext_lazy("Jours non payables"),
    "full_allowance": gettext_lazy("Mois complet, sans travail"),
    "retained_pay": gettext_lazy("Part de votre salaire"),
    "days_after_pay": gettext_lazy("Jours à payer"),
    "cumul_cap": gettext_lazy("Plafond"),
    "days_left_limit": gettext_lazy("Jours qui vous restaient"),
    "days_at_full_rate": gettext_lazy("Allocation"),
    "days_at_reduced_rate": gettext_lazy("Allocation réduite"),
    "work_kept": gettext_lazy("Travail et allocation"),
    "work_stops": gettext_lazy("Travail et allocation"),
    "solidarity_days": gettext_lazy("Allocation de solidarité"),
    "solidarity_resources": gettext_lazy("Ressources du foyer"),
    "pension": gettext_lazy("Retraite complémentaire"),
    "csg": gettext_lazy("CSG"),
    "crds": gettext_lazy("CRDS"),
    "no_csg": gettext_lazy("CSG et CRDS"),
    "net": gettext_lazy("Montant net"),
    "net_whole": gettext_lazy("Montant net"),
    "postponed": gettext_lazy("Jours reportés"),
    "days_left": gettext_lazy("Droits restants"),
    "end_of_rights": gettext_lazy("Fin de droits"),
}
ADDS = {"days_at_full_rate", "days_at_reduced_rate", "solidarity_days"}
TAKES = {"pension", "csg", "crds"}
TOTALS = {"net", "net_whole"}


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of the explanation; ``cents`` is None for a remark, negative for what is held back."""

    label: str
    detail: str
    cents: int | None
    source: str


def money_lines(lines: list[Line]) -> list[MoneyLine]:
    """The explanation for a page or a PDF, in the language of the page.  The total has a row of its own and is left out."""
    return [
        MoneyLine(str(LABELS[rule_family(line.rule)]), sentence, _cents(line, lines), line.source)
        for line, sentence in zip(lines, sentences(lines, _), strict=True)
        if line.rule not in TOTALS
    ]


def rule_family(rule: str) -> str:
    """``pension_two_rates`` is a way of saying ``pension``."""
    return rule.removesuffix("_two_rates")


def _cents(line: Line, lines: list[Line]) -> int | None:
    family = rule_family(line.rule)
    if family in TAKES:
        return -line.result
    if family == "solidarity_resources":
        whole = next(each.result for each in lines if each.rule == "solidarity_days")
        return line.result - whole
    return line.result if family in ADDS else None

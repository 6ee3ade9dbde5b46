"""A right, a refusal and a claim in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from benefits.entitlements.models import Decision, Reason
from benefits.rules.explanation import CENTS, DAYS, Line, sentences
from portal import money

LABELS = {
    "reference_period": gettext_lazy("Période regardée"),
    "first_time_threshold": gettext_lazy("Premier droit"),
    "seasonal_threshold": gettext_lazy("Contrats saisonniers"),
    "worked_days": gettext_lazy("Jours travaillés"),
    "worked_hours": gettext_lazy("Heures travaillées"),
    "worked_too_little": gettext_lazy("Jours travaillés"),
    "refused_no_job": gettext_lazy("Pas d’emploi terminé"),
    "refused_work": gettext_lazy("Ce qui manque"),
    "refused_late": gettext_lazy("Délai d’inscription"),
    "refused_resignation": gettext_lazy("Démission"),
    "refused_resigned_before": gettext_lazy("Démission précédente"),
    "resigned_before": gettext_lazy("Démission précédente"),
    "resigned_before_hours": gettext_lazy("Démission précédente"),
    "project_days": gettext_lazy("Projet de reconversion"),
    "refused_project": gettext_lazy("Projet de reconversion"),
    "refused_project_then": gettext_lazy("Projet de reconversion"),
    "security_daily": gettext_lazy("Allocation du CSP"),
    "security_daily_short": gettext_lazy("Allocation du CSP"),
    "refused_security_contract": gettext_lazy("Contrat de sécurisation"),
    "refused_mayotte": gettext_lazy("Mayotte"),
    "refused_reason": gettext_lazy("Fin du contrat"),
    "refused_pay": gettext_lazy("Salaires"),
    "reference_pay": gettext_lazy("Salaires"),
    "reference_pay_capped": gettext_lazy("Salaires"),
    "year_pay": gettext_lazy("Salaires"),
    "neutral_days": gettext_lazy("Jours qui ne comptent pas"),
    "crisis_days": gettext_lazy("Jours qui ne comptent pas"),
    "days_with_job": gettext_lazy("Jours comptés"),
    "days_with_idle": gettext_lazy("Jours comptés"),
    "days_limited": gettext_lazy("Jours comptés"),
    "days_by_worked_days": gettext_lazy("Jours comptés"),
    "daily_wage": gettext_lazy("Salaire de référence par jour"),
    "wage_revalued": gettext_lazy("Revalorisation"),
    "year_daily_wage": gettext_lazy("Salaire de référence par jour"),
    "part_time": gettext_lazy("Temps partiel"),
    "daily_fixed_and_proportional": gettext_lazy("Allocation par jour"),
    "daily_sole_rate": gettext_lazy("Allocation par jour"),
    "daily_minimum": gettext_lazy("Allocation par jour"),
    "daily_cap": gettext_lazy("Allocation par jour"),
    "reduced_later": gettext_lazy("Allocation plus tard"),
    "duration": gettext_lazy("Durée"),
    "duration_whole": gettext_lazy("Durée"),
    "duration_minimum": gettext_lazy("Durée"),
    "duration_maximum": gettext_lazy("Durée"),
    "duration_agreed": gettext_lazy("Durée"),
    "duration_extension": gettext_lazy("Prolongation possible"),
    "specific_deferral": gettext_lazy("Différé, indemnités de fin de contrat"),
    "specific_deferral_capped": gettext_lazy("Différé, indemnités de fin de contrat"),
    "holiday_deferral": gettext_lazy("Différé, congés payés"),
    "holiday_deferral_capped": gettext_lazy("Différé, congés payés"),
    "waiting_time": gettext_lazy("Délai d’attente"),
    "no_waiting_time": gettext_lazy("Délai d’attente"),
    "first_payable": gettext_lazy("Premier jour payé"),
    "resumed_days": gettext_lazy("Reprise de votre droit"),
    "resumed_daily": gettext_lazy("Allocation par jour"),
    "resumed_although_left": gettext_lazy("Emploi quitté"),
    "resumption_barred": gettext_lazy("Démission"),
    "option_open": gettext_lazy("Un autre droit, au choix"),
    "option_closed": gettext_lazy("Un autre droit, plus tard"),
    "recharged_since": gettext_lazy("Rechargement"),
}
"""Every rule of ``benefits.rules.rights_lines``, and those of a right taken up again."""

NO_FIGURE = (
    "option_open",
    "option_closed",
    "recharged_since",
    "refused_no_job",
    "refused_reason",
    "refused_pay",
    "refused_project_then",
    "refused_security_contract",
    "refused_mayotte",
    "neutral_days",
    "crisis_days",
)
"""Their sentence holds the figure; a column of figures would mislead."""

WHAT_WE_DO = {
    Reason.DOCUMENT_TO_READ: gettext_lazy("Un conseiller lit le document que vous avez envoyé."),
    Reason.CONTRADICTION: gettext_lazy("Un conseiller vérifie les dates et les salaires de vos emplois."),
    Reason.UNTOLD_JOB: gettext_lazy("Un conseiller vérifie que tous vos emplois sont bien là."),
    Reason.OVERLAP: gettext_lazy(
        "Deux emplois se suivent de trop près ou se croisent : un conseiller vérifie les dates."
    ),
    Reason.RESIGNATION: gettext_lazy(
        "Vous avez démissionné : un conseiller regarde si la loi ouvre quand même un droit."
    ),
    Reason.LEGITIMATE_RESIGNATION: gettext_lazy("Un conseiller regarde la raison de votre démission."),
    Reason.CAREER_PROJECT: gettext_lazy(
        "Un conseiller lit le courrier de Transitions Pro, qui reconnaît votre projet : préparez-le."
    ),
    Reason.SECURITY_CONTRACT: gettext_lazy(
        "Un conseiller ouvre avec vous l’allocation de sécurisation professionnelle (ASP) : préparez votre CSP."
    ),
    Reason.MAYOTTE: gettext_lazy("Un conseiller calcule votre droit avec les règles de Mayotte."),
    Reason.WORKED_ABROAD: gettext_lazy(
        "Vous avez travaillé dans un autre pays : un conseiller regarde ce que ce travail change. Demandez dès maintenant le "
        "formulaire U1 au service de l’emploi de ce pays."
    ),
    Reason.OTHER_END: gettext_lazy("Un conseiller regarde comment votre contrat s’est terminé."),
    Reason.STILL_WORKING: gettext_lazy(
        "Vous travaillez encore dans un emploi : un conseiller regarde comment le compter."
    ),
    Reason.NEAR_PENSION: gettext_lazy("Un conseiller vérifie avec vous si une retraite à taux plein est possible."),
    Reason.UNKNOWN_FIGURES: gettext_lazy("La date de fin de contrat demande une vérification par un conseiller."),
    Reason.LATE_PROOF: gettext_lazy("Un conseiller va vous appeler pour trouver une solution."),
    Reason.LESS_FAVOURABLE: gettext_lazy(
        "Le nouveau calcul est différent : un conseiller le vérifie avant toute chose."
    ),
    Reason.CONTESTED: gettext_lazy("Une autre personne relit la décision que vous contestez."),
    Reason.OBJECTED: gettext_lazy("Un conseiller vous appelle pour corriger avec vous ce qui a été signé."),
}
"""For the person: what one of ours is doing, never a suspicion."""


@dataclass(frozen=True, slots=True)
class RightLine:
    """One line of the explanation: ``figure`` is written, empty for a remark."""

    label: str
    detail: str
    figure: str
    source: str


def right_lines(lines: Iterable[Line]) -> list[RightLine]:
    """The explanation for a page or a PDF, in the language of the page."""
    known = list(lines)
    return [
        RightLine(str(LABELS[line.rule]), sentence, _figure(line), line.source)
        for line, sentence in zip(known, sentences(known, _), strict=True)
    ]


def lines_of(decision: Decision) -> list[RightLine]:
    """The explanation of a decision, as it was kept."""
    return right_lines(Line(*line) for line in decision.lines)


def what_we_do(reasons: Iterable[str]) -> list[str]:
    """What people of ours must look at, in the person's words."""
    return [str(WHAT_WE_DO[Reason(each)]) for each in reasons if each in WHAT_WE_DO]


def in_days(count: int) -> str:
    return ngettext("%(count)d jour", "%(count)d jours", count) % {"count": count}


def why_refused(lines: Iterable[RightLine]) -> str:
    """The sentence that says why: the last line of a refusal."""
    known = list(lines)
    return known[-1].detail if known else ""


def _figure(line: Line) -> str:
    if line.rule in NO_FIGURE:
        return ""
    written: dict[str, Any] = {DAYS: in_days, CENTS: money.euros}
    return str(written[line.unit](line.result)) if line.unit in written else ""

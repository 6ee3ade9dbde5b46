"""The names of the steps and cohorts on staff pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seekers.reminders.ladder import Calls, Cohort

STEPS: dict[str, str | Promise] = {
    "heads_up": _("Avant l’ouverture"),
    "opening": _("Ouverture"),
    "have_ready": _("Ce qu’il faut préparer"),
    "draft_begun": _("Brouillon commencé"),
    "not_begun": _("Pas commencée"),
    "draft_waiting": _("Brouillon en attente"),
    "still_not_begun": _("Toujours pas commencée"),
    "three_days": _("Plus que quelques jours"),
    "eve": _("La veille"),
    "last_day": _("Dernier jour"),
}
COHORTS: dict[Cohort, str | Promise] = {
    Cohort.EVERYONE: _("Toutes les personnes qui n’ont pas encore déclaré"),
    Cohort.AT_RISK: _(
        "Qui déclare d’habitude en agence, par téléphone ou sur papier, est peu à l’aise en ligne, ou a manqué le mois dernier"
    ),
    Cohort.SALARIED: _("Qui a travaillé le mois dernier et n’a pas commencé"),
    Cohort.NOT_BEGUN: _("Qui n’a pas commencé"),
    Cohort.DRAFT: _("Qui a commencé et pas envoyé"),
}
CALLS: dict[Calls, str | Promise] = {
    Calls.ONLY_IF_UNREACHABLE: _("Appel seulement pour qui n’a ni téléphone ni adresse qui fonctionne"),
    Calls.AT_RISK: _(
        "Appel aussi pour qui déclare d’habitude en agence, est peu à l’aise en ligne ou a manqué le mois dernier"
    ),
}
TONES = {"running": "info", "done": "success", "skipped": "warning", "stopped": "warning"}

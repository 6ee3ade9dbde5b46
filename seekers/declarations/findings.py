"""A problem or a surprise in a month's answers, with its sentence in plain French."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from portal.money import euros
from portal.months import Month
from portal.web.templatetags.words import hours


@dataclass(frozen=True, slots=True)
class Finding:
    """``field`` is the path of the answer: ``worked``, ``employers.0.gross_cents``, ``spans.2.ends_on``…"""

    code: str
    field: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the person confirms: this surprise, on this answer."""
        return f"{self.code}:{self.field}"

    @property
    def sentence(self) -> str:
        """In the language of the reader, the month and the employer named."""
        return gettext(SENTENCES[self.code]) % {name: _in_words(name, fact) for name, fact in self.facts.items()}


def _in_words(name: str, fact: Any) -> Any:
    if isinstance(fact, Month):
        return date_format(fact.first, "F Y")
    if name.endswith("_cents"):
        return euros(fact)
    if name.endswith("_minutes") or name == "minutes":
        return hours(fact)
    return fact


PROBLEMS = {
    "unanswered": gettext_noop("Répondez à cette question pour %(month)s."),
    "employer_missing": gettext_noop("Vous avez travaillé en %(month)s : ajoutez au moins un employeur."),
    "employers_without_work": gettext_noop(
        "Vous avez répondu que vous n’avez pas travaillé en %(month)s, mais un employeur est indiqué. Corrigez l’un "
        "ou l’autre."
    ),
    "too_many_employers": gettext_noop("Nous ne pouvons pas enregistrer plus de %(most)s employeurs. Appelez-nous."),
    "employer_unnamed": gettext_noop("Écrivez le nom de l’employeur."),
    "name_too_long": gettext_noop("Ce nom est trop long : %(most)s lettres au plus."),
    "name_unreadable": gettext_noop("Ce nom contient un signe que nous ne pouvons pas lire. Écrivez-le de nouveau."),
    "time_and_pay_missing": gettext_noop(
        "Écrivez les heures travaillées et le salaire chez %(employer)s en %(month)s."
    ),
    "negative_time": gettext_noop("Les heures travaillées ne peuvent pas être négatives."),
    "negative_pay": gettext_noop("Le salaire ne peut pas être négatif."),
    "too_many_hours": gettext_noop("Il n’y a que %(most_minutes)s en %(month)s. Vérifiez les heures travaillées."),
    "pay_too_high": gettext_noop("Un salaire de %(pay_cents)s pour un mois est trop grand. Vérifiez la virgule."),
    "span_missing": gettext_noop("Vous avez répondu oui : écrivez les dates."),
    "span_without_yes": gettext_noop("Des dates sont indiquées, mais vous avez répondu non. Corrigez l’un ou l’autre."),
    "span_unknown": gettext_noop("Nous ne connaissons pas ce type de période."),
    "too_many_spans": gettext_noop("Nous ne pouvons pas enregistrer plus de %(most)s périodes. Appelez-nous."),
    "span_backwards": gettext_noop("Le dernier jour est avant le premier. Vérifiez les dates."),
    "span_outside_month": gettext_noop("Ces dates ne touchent pas %(month)s. Écrivez une période de ce mois."),
    "span_too_old": gettext_noop("Cette date est trop ancienne. Vérifiez l’année."),
    "end_not_confirmed": gettext_noop(
        "Vous avez répondu que vous ne cherchez plus d’emploi. Rien n’est arrêté : dites-nous d’abord si vous voulez "
        "vraiment mettre fin à votre inscription, ou revenez sur votre réponse."
    ),
    "end_date_missing": gettext_noop("Écrivez votre dernier jour d’inscription."),
    "end_date_outside_month": gettext_noop("Ce jour n’est pas en %(month)s. Écrivez un jour de ce mois."),
    "end_date_before_registration": gettext_noop("Ce jour est avant le début de votre inscription."),
    "end_reason_missing": gettext_noop("Dites pourquoi vous ne cherchez plus d’emploi."),
    "end_while_looking": gettext_noop(
        "Vous cherchez toujours un emploi, mais une fin est indiquée. Corrigez l’un ou l’autre."
    ),
}

SURPRISES = {
    "hours_without_pay": gettext_noop(
        "Vous avez travaillé %(minutes)s chez %(employer)s, sans salaire. Est-ce bien cela ?"
    ),
    "pay_without_hours": gettext_noop(
        "Vous avez gagné %(pay_cents)s chez %(employer)s, sans heure travaillée. Est-ce bien cela ?"
    ),
    "pay_under_minimum": gettext_noop(
        "Chez %(employer)s, cela fait %(hourly_cents)s de l’heure, moins que le salaire minimum (%(minimum_cents)s). "
        "Avez-vous écrit le salaire brut, et les bonnes heures ?"
    ),
    "pay_very_high": gettext_noop(
        "Chez %(employer)s, cela fait %(hourly_cents)s de l’heure. Vérifiez le salaire et les heures."
    ),
    "nothing_and_not_looking": gettext_noop(
        "Vous avez répondu non à tout, même à la dernière question. Votre inscription va prendre fin. Est-ce bien ce "
        "que vous voulez ?"
    ),
    "employer_vanished": gettext_noop(
        "Le mois dernier, vous travailliez chez %(employer)s et le contrat continuait. N’y avez-vous pas du tout "
        "travaillé en %(month)s ?"
    ),
    "worked_while_sick": gettext_noop(
        "Vous étiez en arrêt ou en congé tout le mois, et vous avez aussi travaillé. Est-ce bien cela ?"
    ),
}

SENTENCES = {**PROBLEMS, **SURPRISES}

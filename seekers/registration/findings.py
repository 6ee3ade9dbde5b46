"""A problem or a surprise in an application, with its sentence in plain French."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from portal.money import euros


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation: extraction knows this name, and nothing asks for settings before it is read."""
    return message


@dataclass(frozen=True, slots=True)
class Finding:
    """``step`` is the name of the answers of one page (``identity``, ``situation``…); ``field`` the path inside it:
    ``birth_date``, ``jobs.0.ends_on``, ``pauses.1.kind``."""

    code: str
    step: str
    field: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the person confirms: this surprise, on this answer."""
        return f"{self.code}:{self.step}.{self.field}"

    @property
    def sentence(self) -> str:
        """In the language of the reader."""
        return gettext(SENTENCES[self.code]) % {name: _in_words(name, fact) for name, fact in self.facts.items()}


def _in_words(name: str, fact: Any) -> Any:
    if isinstance(fact, date):
        return date_format(fact, "j F Y")
    return euros(fact) if name.endswith("_cents") else fact


PROBLEMS = {
    "unanswered": gettext_noop("Répondez à cette question."),
    "too_long": gettext_noop("C’est trop long : %(most)s signes au plus."),
    "unreadable": gettext_noop("Il y a ici un signe que nous ne pouvons pas lire. Écrivez-le de nouveau."),
    "too_young": gettext_noop("L’inscription est possible à partir de 16 ans. Appelez-nous : nous vous orienterons."),
    "born_when": gettext_noop("Vérifiez la date de naissance : elle ne paraît pas possible."),
    "not_a_nir": gettext_noop(
        "Ce numéro de sécurité sociale n’est pas juste. Recopiez les 15 chiffres de votre carte Vitale, "
        "ou laissez vide si vous ne l’avez pas."
    ),
    "not_an_email": gettext_noop("Cette adresse e-mail n’est pas complète. Exemple : prenom.nom@exemple.fr."),
    "not_a_phone": gettext_noop("Ce numéro de téléphone n’existe pas. Exemple : 06 12 34 56 78."),
    "channel_without_email": gettext_noop("Pour recevoir des e-mails, écrivez votre adresse e-mail."),
    "channel_without_phone": gettext_noop("Pour recevoir des SMS, écrivez un numéro de mobile."),
    "not_a_choice": gettext_noop("Choisissez une des réponses proposées."),
    "not_a_postcode": gettext_noop("Un code postal a cinq chiffres."),
    "job_missing": gettext_noop("Vous avez travaillé : ajoutez au moins un emploi."),
    "jobs_without_work": gettext_noop("Vous dites ne pas avoir travaillé, mais un emploi est écrit. Corrigez l’un ou l’autre."),
    "too_many_jobs": gettext_noop("Nous ne pouvons pas enregistrer plus de %(most)s emplois ici. Appelez-nous."),
    "ends_before_start": gettext_noop("Le dernier jour est avant le premier jour. Vérifiez les deux dates."),
    "in_the_future": gettext_noop("Cette date n’est pas encore passée."),
    "too_long_ago": gettext_noop("Cette date est trop ancienne. Vérifiez l’année."),
    "end_missing": gettext_noop("Écrivez le dernier jour chez %(employer)s, ou dites que vous y travaillez encore."),
    "still_working_but_ended": gettext_noop(
        "Vous dites travailler encore chez %(employer)s, mais un dernier jour est écrit. Corrigez l’un ou l’autre."
    ),
    "not_a_siret": gettext_noop("Ce numéro SIRET n’est pas juste. Vous pouvez laisser vide."),
    "negative": gettext_noop("Ce nombre ne peut pas être négatif."),
    "pay_too_high": gettext_noop("Ce montant est trop grand. Vérifiez la virgule."),
    "time_too_long": gettext_noop("Ces dates ne contiennent pas autant d’heures. Vérifiez les heures et les dates."),
    "pause_missing": gettext_noop("Écrivez au moins une interruption, ou répondez non."),
    "too_many_pauses": gettext_noop("Nous ne pouvons pas enregistrer plus de %(most)s interruptions ici. Appelez-nous."),
    "not_agreed": gettext_noop("Sans votre accord, nous ne gardons pas ces besoins. Donnez votre accord, ou effacez-les."),
    "not_an_iban": gettext_noop("Cet IBAN n’est pas juste. Recopiez-le depuis votre RIB."),
}  # fmt: skip
"""Must be put right before signing."""

SURPRISES = {
    "nir_says_otherwise": gettext_noop(
        "Votre numéro de sécurité sociale et votre date de naissance ne disent pas la même année ou le même mois. "
        "Est-ce bien votre numéro ?"
    ),
    "other_holder": gettext_noop(
        "Le compte est au nom de %(holder)s. Est-ce bien votre compte (votre nom de naissance ou d’usage, un compte joint) ?"
    ),
    "jobs_overlap": gettext_noop("Vos emplois chez %(first)s et chez %(second)s ont des jours en commun. Est-ce bien cela ?"),
    "same_job_twice": gettext_noop("L’emploi chez %(employer)s est écrit deux fois. Est-ce bien deux contrats ?"),
    "no_pay": gettext_noop("Vous n’avez rien gagné chez %(employer)s. Est-ce bien cela ?"),
    "pay_without_hours": gettext_noop("Vous avez gagné %(pay_cents)s chez %(employer)s, sans heure travaillée. Est-ce bien cela ?"),
    "pay_low": gettext_noop(
        "Chez %(employer)s, cela fait %(hourly_cents)s de l’heure. C’est peu : avez-vous écrit tout le salaire brut du contrat ?"
    ),
    "pay_very_high": gettext_noop(
        "Chez %(employer)s, cela fait %(hourly_cents)s de l’heure. Vérifiez le salaire et les heures."
    ),
    "pause_outside_jobs": gettext_noop(
        "L’interruption qui commence le %(starts_on)s ne tombe dans aucun de vos emplois. Est-ce bien cela ?"
    ),
    "older_job": gettext_noop("L’emploi chez %(employer)s a fini avant le %(since)s : il ne comptera sans doute pas. Le garder ?"),
}  # fmt: skip
"""Possible but unusual: to be confirmed."""

SENTENCES = {**PROBLEMS, **SURPRISES}

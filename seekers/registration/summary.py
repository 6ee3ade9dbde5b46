"""The answers of an application in plain words, step by step: read back before signing, on the receipt, in its PDF."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from portal import money
from portal.reference.models import Commune, Occupation
from portal.web.templatetags.words import day, hours, phone
from seekers.profiles.models import AdjustmentKind, Nationality
from seekers.registration.answers import Answers, Job, Pause
from seekers.registration.forms.person import AUTONOMY, CHANNELS, LANGUAGES
from seekers.registration.forms.search import OTHER_SITUATIONS
from seekers.registration.models import EndReason, InterruptionKind, Step
from seekers.registration.models.search import Contract
from seekers.registration.places import UNLISTED_COMMUNE
from seekers.registration.steps import journey


@dataclass(frozen=True, slots=True)
class Said:
    """A question, its answer in a word, and what goes with it."""

    question: str
    answer: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    step: Step
    said: list[Said]


def summary(answers: Answers) -> list[Chapter]:
    """A chapter for each step that asks something, in the order of the journey."""
    return [Chapter(step, WORDS[step](answers)) for step in journey(answers) if step in WORDS]


def _identity(answers: Answers) -> list[Said]:
    said = answers.identity
    return [
        Said(_("Nom"), f"{said.first_name} {said.last_name}"),
        Said(_("Naissance"), _born(said)),
        Said(_("Nationalité"), _label(Nationality.choices, said.nationality)),
        Said(_("Numéro de sécurité sociale"), spaced_nir(said.nir) or _("Pas encore connu")),
    ]


def _born(said: Any) -> str:
    if said.birth_date is None:
        return _unanswered()
    return _("Le %(day)s à %(place)s") % {"day": day(said.birth_date), "place": said.birth_place or "…"}


def _contact(answers: Answers) -> list[Said]:
    said = answers.contact
    shared = (_("Lu aussi par quelqu’un d’autre"),) if said.phone_is_shared else ()
    return [
        Said(_("E-mail"), said.email or _("Pas d’adresse")),
        Said(_("Téléphone"), phone(said.phone) if said.phone else _("Pas de téléphone"), shared),
        Said(_("Nos messages"), _label(CHANNELS, said.preferred_channel), (_label(LANGUAGES, said.language),)),
        Said(_("Faire des démarches sur internet"), _label(AUTONOMY, said.autonomy)),
    ]


def _address(answers: Answers) -> list[Said]:
    said = answers.address
    commune = Commune.objects.filter(pk=said.commune).first()
    name = str(commune) if commune else (_("commune à préciser") if said.commune == UNLISTED_COMMUNE else said.commune)
    return [Said(_("Adresse"), said.line or _unanswered(), (f"{said.postcode} {name}".strip(),))]


def _situation(answers: Answers) -> list[Said]:
    said = answers.situation
    lines = [
        Said(_("Demande d’allocation chômage"), _yes(said.claims)),
        Said(_("Emplois"), _yes(said.worked), tuple(map(_job, said.jobs))),
    ]
    if said.worked:
        lines.append(Said(_("Interruptions"), _yes(said.interrupted), tuple(map(_pause, said.pauses))))
    if said.had_right_before is not None:
        lines.append(Said(_("Chômage déjà touché"), _yes(said.had_right_before)))
    if said.worked_abroad is not None:
        lines.append(Said(_("Travail dans un autre pays"), _yes(said.worked_abroad)))
    return lines


def in_a_sentence(each: EndReason | InterruptionKind) -> str:
    """A label in the middle of a sentence: its first letter is small, the capitals of acronyms stay."""
    label = str(each.label)
    return label[0].lower() + label[1:]


def _job(job: Job) -> str:
    words = {
        "employer": job.employer, "first": day(job.starts_on), "last": day(job.ends_on) if job.ends_on else _("aujourd’hui"),
        "hours": hours(job.minutes), "pay": money.euros(job.gross_cents), "reason": in_a_sentence(EndReason(job.end_reason)),
    }  # fmt: skip
    line = _("%(employer)s, du %(first)s au %(last)s : %(hours)s, %(pay)s brut, %(reason)s") % words
    if job.seasonal:
        line = _("%(line)s, emploi saisonnier") % {"line": line}
    for cents, named in (
        (job.holiday_indemnity_cents, _("congés payés non pris")),
        (job.termination_indemnity_cents, _("indemnité au-delà du minimum légal")),
    ):
        if cents:
            line = f"{line}, {named} : {money.euros(cents)}"
    return line


def _pause(pause: Pause) -> str:
    words = {
        "kind": InterruptionKind(pause.kind).label,
        "first": day(pause.starts_on),
        "last": day(pause.ends_on),
    }
    return _("%(kind)s, du %(first)s au %(last)s") % words


def _household(answers: Answers) -> list[Said]:
    said = answers.household
    if said.lives_as_couple is None and said.children_raised is None and said.monthly_resources_cents is None:
        return [Said(_("Votre foyer"), _("À remplir plus tard, si besoin"))]
    resources = said.monthly_resources_cents
    return [
        Said(_("Vie en couple"), _yes(said.lives_as_couple)),
        Said(_("Enfants élevés"), _unanswered() if said.children_raised is None else str(said.children_raised)),
        Said(_("Ressources par mois"), _unanswered() if resources is None else money.euros(resources)),
    ]


def _availability(answers: Answers) -> list[Said]:
    said = answers.availability
    other = (_label(OTHER_SITUATIONS, said.other_situation),) if said.other_situation else ()
    lines = [Said(_("Libre pour un emploi maintenant"), _yes(said.available), other)]
    if said.adjustments or said.adjustments_words:
        needs = tuple(str(AdjustmentKind(each).label) for each in said.adjustments)
        lines.append(
            Said(_("Aménagements"), _("Oui, avec votre accord"), (*needs, *filter(None, (said.adjustments_words,))))
        )
    return lines


def _search(answers: Answers) -> list[Said]:
    said = answers.search
    occupation = Occupation.objects.filter(pk=said.occupation).first()
    contracts = ", ".join(str(Contract(each).label) for each in said.contracts)
    near = _("Jusqu’à %(km)s km, %(hours)s heures par semaine") % {"km": said.mobility_km, "hours": said.weekly_hours}
    return [
        Said(_("Métier cherché"), said.title or _unanswered(), (str(occupation),) if occupation else ()),
        Said(_("Contrats"), contracts or _unanswered(), (near,) if said.mobility_km is not None else ()),
    ]


def _bank(answers: Answers) -> list[Said]:
    said = answers.bank
    if said.later:
        return [Said(_("Compte bancaire"), _("À donner plus tard : nous ne pourrons pas payer avant"))]
    return [Said(_("Compte bancaire"), spaced_iban(said.iban) or _unanswered(), (said.holder,) if said.holder else ())]


WORDS = {
    Step.IDENTITY: _identity,
    Step.CONTACT: _contact,
    Step.ADDRESS: _address,
    Step.SITUATION: _situation,
    Step.HOUSEHOLD: _household,
    Step.AVAILABILITY: _availability,
    Step.SEARCH: _search,
    Step.BANK: _bank,
}


def _unanswered() -> str:
    return _("Pas encore répondu")


def _yes(answer: bool | None) -> str:
    return {True: _("Oui"), False: _("Non"), None: _unanswered()}[answer]


def _label(choices: Any, value: str) -> str:
    return str(dict(choices).get(value) or _unanswered())


def spaced_nir(nir: str) -> str:
    """``2 87 04 99 123 456 78``, as on the card."""
    cuts = (0, 1, 3, 5, 7, 10, 13, 15)
    return " ".join(filter(None, (nir[first:last] for first, last in pairwise(cuts))))


def spaced_iban(iban: str) -> str:
    """By four, as on the bank's slip."""
    return " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))

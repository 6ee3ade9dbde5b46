"""A registration as sentences, step by step, in the order of the journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from advisors.portfolios.aloud.saying import dialled, listed, small, span
from portal.money import euros
from portal.reference.models import Commune
from portal.web.templatetags.words import day, hours
from seekers.profiles.models import AdjustmentKind
from seekers.registration.answers import Answers, Job
from seekers.registration.models import EndReason, InterruptionKind, Step
from seekers.registration.models.search import Contract
from seekers.registration.places import UNLISTED_COMMUNE
from seekers.registration.steps import journey
from seekers.registration.summary import spaced_iban, spaced_nir

NATIONALITIES = {
    "french": gettext_lazy("Vous êtes de nationalité française."),
    "european": gettext_lazy("Vous avez la nationalité d’un pays de l’Union européenne, de l’EEE ou de la Suisse."),
    "other": gettext_lazy("Vous avez la nationalité d’un autre pays : nous vous demanderons votre titre de séjour."),
}
CHANNELS = {
    "email": gettext_lazy("Vous préférez recevoir nos messages par e-mail"),
    "sms": gettext_lazy("Vous préférez recevoir nos messages par SMS"),
    "inbox": gettext_lazy("Vous préférez lire nos messages seulement sur le site"),
}
LANGUAGES = {"fr": gettext_lazy("en français"), "en": gettext_lazy("en anglais")}
AUTONOMY = {
    "high": gettext_lazy("Faire des démarches sur internet, pour vous, c’est facile."),
    "medium": gettext_lazy("Faire des démarches sur internet, pour vous, ça dépend : cela bloque parfois."),
    "low": gettext_lazy(
        "Faire des démarches sur internet, pour vous, c’est difficile : vous préférez qu’on vous aide."
    ),
}
NOT_FREE = {
    "training": gettext_lazy("Vous n’êtes pas libre pour un emploi maintenant : vous êtes en formation."),
    "sick": gettext_lazy("Vous n’êtes pas libre pour un emploi maintenant : vous êtes en arrêt maladie."),
    "maternity": gettext_lazy(
        "Vous n’êtes pas libre pour un emploi maintenant : vous êtes en congé maternité, paternité ou d’adoption."
    ),
    "other": gettext_lazy("Vous n’êtes pas libre pour un emploi maintenant, pour une autre raison."),
}


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of one step."""

    step: Step
    sentences: list[str]


def chapters_aloud(answers: Answers) -> list[Read]:
    """A chapter for each step that asks something; what is not answered yet is not said."""
    return [Read(step, list(SAID[step](answers))) for step in journey(answers) if step in SAID]


def _identity(answers: Answers) -> Iterator[str]:
    said = answers.identity
    yield _("Vous vous appelez %(name)s.") % {"name": f"{said.first_name} {said.last_name}"}
    if said.birth_date is not None:
        yield _("Votre date de naissance est le %(day)s.") % {"day": day(said.birth_date)}
    if said.birth_place:
        yield _("Votre lieu de naissance est %(place)s.") % {"place": said.birth_place}
    if said.nationality:
        yield str(NATIONALITIES[said.nationality])
    if said.nir:
        yield _("Votre numéro de sécurité sociale est le %(number)s.") % {"number": spaced_nir(said.nir)}
    else:
        yield _("Vous nous donnerez plus tard votre numéro de sécurité sociale.")


def _contact(answers: Answers) -> Iterator[str]:
    said = answers.contact
    yield (
        _("Votre adresse e-mail est %(email)s.") % {"email": said.email}
        if said.email
        else _("Vous n’avez pas d’adresse e-mail.")
    )
    yield (
        _("Votre téléphone est le %(phone)s.") % {"phone": dialled(said.phone)}
        if said.phone
        else _("Vous n’avez pas de téléphone.")
    )
    if said.phone_is_shared:
        yield _("Quelqu’un d’autre lit les messages de ce téléphone : nos SMS ne diront rien de votre situation.")
    if said.preferred_channel:
        facts = {"channel": str(CHANNELS[said.preferred_channel]), "language": str(LANGUAGES.get(said.language, ""))}
        yield _("%(channel)s, %(language)s.") % facts
    if said.autonomy:
        yield str(AUTONOMY[said.autonomy])


def _address(answers: Answers) -> Iterator[str]:
    said = answers.address
    commune = Commune.objects.filter(pk=said.commune).first()
    name = commune.name if commune is not None else ""
    if said.line or name:
        yield _("Votre courrier arrive à cette adresse : %(line)s, %(postcode)s %(commune)s.") % {
            "line": said.line, "postcode": said.postcode, "commune": name,
        }  # fmt: skip
    if said.commune == UNLISTED_COMMUNE:
        yield _("Nous chercherons votre commune avec vous.")


def _situation(answers: Answers) -> Iterator[str]:
    said = answers.situation
    if said.claims is not None:
        yield (
            _("Vous demandez l’allocation chômage.") if said.claims else _("Vous ne demandez pas l’allocation chômage.")
        )
    if said.worked is False:
        yield _("Vous n’avez pas eu d’emploi dans la période que nous regardons.")
    if said.jobs:
        words = ngettext("Vous avez eu un emploi.", "Vous avez eu %(many)d emplois.", len(said.jobs))
        yield words % {"many": len(said.jobs)}
    for job in said.jobs:
        yield from _job(job)
    for pause in said.pauses:
        facts = {"kind": small(str(InterruptionKind(pause.kind).label)), "days": span(pause.starts_on, pause.ends_on)}
        yield _("Vous avez eu une interruption (%(kind)s) %(days)s.") % facts
    if said.worked and not said.pauses:
        yield _("Vous n’avez pas eu d’interruption.")
    if said.worked_abroad is not None:
        yield (
            _("Vous avez aussi travaillé dans un autre pays.")
            if said.worked_abroad
            else _("Vous n’avez pas travaillé dans un autre pays.")
        )
    if said.had_right_before is not None:
        yield (
            _("Vous avez déjà touché le chômage ces vingt dernières années.")
            if said.had_right_before
            else _("Vous n’avez jamais touché le chômage ces vingt dernières années.")
        )


def _job(job: Job) -> Iterator[str]:
    facts = {
        "employer": job.employer, "days": span(job.starts_on, job.ends_on), "hours": hours(job.minutes),
        "pay": euros(job.gross_cents),
    }  # fmt: skip
    yield _("Chez %(employer)s, %(days)s, vous avez travaillé %(hours)s en tout, pour %(pay)s brut.") % facts
    if job.end_reason == EndReason.STILL_WORKING:
        yield _("Vous travaillez encore dans cet emploi.")
    elif job.end_reason:
        reason = small(str(EndReason(job.end_reason).label))
        yield _("Cet emploi s’est terminé pour cette raison : %(reason)s.") % {"reason": reason}
    if job.seasonal:
        yield _("C’était un emploi saisonnier.")
    if job.holiday_indemnity_cents:
        yield _("Vous avez reçu %(pay)s pour des congés non pris.") % {"pay": euros(job.holiday_indemnity_cents)}
    if job.termination_indemnity_cents:
        pay = euros(job.termination_indemnity_cents)
        yield _("Vous avez reçu %(pay)s d’indemnité en plus du minimum de la loi.") % {"pay": pay}


def _household(answers: Answers) -> Iterator[str]:
    said = answers.household
    if (said.lives_as_couple, said.children_raised, said.monthly_resources_cents) == (None, None, None):
        yield _("Vous nous parlerez de votre foyer plus tard, si c’est utile.")
    if said.lives_as_couple is not None:
        yield _("Vous vivez en couple.") if said.lives_as_couple else _("Vous ne vivez pas en couple.")
    if said.children_raised is not None:
        words = ngettext("Vous avez élevé %(many)d enfant.", "Vous avez élevé %(many)d enfants.", said.children_raised)
        yield words % {"many": said.children_raised} if said.children_raised else _("Vous n’avez pas élevé d’enfant.")
    if said.monthly_resources_cents is not None:
        pay = euros(said.monthly_resources_cents)
        yield _("Votre foyer a eu en moyenne %(pay)s par mois depuis un an.") % {"pay": pay}


def _availability(answers: Answers) -> Iterator[str]:
    said = answers.availability
    if said.available:
        yield _("Vous êtes libre pour un emploi dès maintenant.")
    elif said.available is False:
        yield str(NOT_FREE.get(said.other_situation, _("Vous n’êtes pas libre pour un emploi maintenant.")))
    for each in said.adjustments:
        kind = small(str(AdjustmentKind(each).label))
        yield _("Pour bien vous recevoir, nous noterons ce besoin, avec votre accord (%(kind)s).") % {"kind": kind}
    if said.adjustments_words:
        yield _("Vous avez ajouté : « %(words)s ».") % {"words": said.adjustments_words}


def _search(answers: Answers) -> Iterator[str]:
    said = answers.search
    if said.title:
        yield _("Vous cherchez un emploi dans ce métier : %(title)s.") % {"title": small(said.title)}
    if said.contracts:
        contracts = listed([small(str(Contract(each).label)) for each in said.contracts])
        yield _("Ces contrats vous iraient : %(contracts)s.") % {"contracts": contracts}
    if said.mobility_km is not None:
        yield _("Vous pouvez aller travailler jusqu’à %(km)s kilomètres de chez vous.") % {"km": said.mobility_km}
    if said.weekly_hours is not None:
        yield _("Vous voulez travailler %(hours)s heures par semaine.") % {"hours": said.weekly_hours}


def _bank(answers: Answers) -> Iterator[str]:
    said = answers.bank
    if said.later:
        yield _("Vous nous donnerez votre compte bancaire plus tard : nous ne pourrons pas vous payer avant.")
    elif said.iban:
        facts = {"iban": spaced_iban(said.iban), "holder": said.holder}
        yield _("Nous vous paierons sur le compte %(iban)s, au nom de %(holder)s.") % facts


SAID: dict[Step, Callable[[Answers], Iterator[str]]] = {
    Step.IDENTITY: _identity,
    Step.CONTACT: _contact,
    Step.ADDRESS: _address,
    Step.SITUATION: _situation,
    Step.HOUSEHOLD: _household,
    Step.AVAILABILITY: _availability,
    Step.SEARCH: _search,
    Step.BANK: _bank,
}

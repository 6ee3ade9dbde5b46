"""A month's answers as sentences, in the order of its questions."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from advisors.portfolios.aloud.saying import span
from portal.money import euros
from portal.months import Month
from portal.web.templatetags.words import day, hours
from seekers.declarations.answers import Answers, Employer
from seekers.declarations.forms import named
from seekers.registration.models import CeaseReason

HAPPENED = {
    "training": (gettext_lazy("Vous avez suivi une formation"), gettext_lazy("Vous n’avez pas suivi de formation.")),
    "internship": (gettext_lazy("Vous avez fait un stage"), gettext_lazy("Vous n’avez pas fait de stage.")),
    "sick_leave": (
        gettext_lazy("Vous avez été en arrêt maladie"),
        gettext_lazy("Vous n’avez pas été en arrêt maladie."),
    ),
    "maternity": (
        gettext_lazy("Vous avez été en congé maternité"),
        gettext_lazy("Vous n’avez pas été en congé maternité."),
    ),
    "paternity": (
        gettext_lazy("Vous avez été en congé paternité"),
        gettext_lazy("Vous n’avez pas été en congé paternité."),
    ),
    "pension": (gettext_lazy("Vous avez reçu une retraite"), gettext_lazy("Vous n’avez pas reçu de retraite.")),
    "disability_pension": (
        gettext_lazy("Vous avez reçu une pension d’invalidité"),
        gettext_lazy("Vous n’avez pas reçu de pension d’invalidité."),
    ),
}


def sentences(answers: Answers, month: Month) -> list[str]:
    """Everything that will be sent, question by question, in the order it was asked; the month is named in the first."""
    return [*_work(answers, month), *_happened(answers), _next(answers)]


def _work(answers: Answers, month: Month) -> Iterator[str]:
    if not answers.worked:
        yield _("En %(month)s, vous n’avez pas travaillé.") % {"month": named(month)}
        return
    many = len(answers.employers)
    words = ngettext(
        "En %(month)s, vous avez travaillé pour un employeur.",
        "En %(month)s, vous avez travaillé pour %(many)d employeurs.",
        many,
    )
    yield words % {"month": named(month), "many": many}
    yield from (_employer(employer) for employer in answers.employers)


def _employer(employer: Employer) -> str:
    facts = {"name": employer.name, "hours": hours(employer.minutes), "pay": euros(employer.gross_cents)}
    words = _("Chez %(name)s : %(hours)s, pour %(pay)s brut.") % facts
    if employer.estimated:
        words += " " + _("Ce montant est estimé, en attendant votre fiche de paie.")
    return words + " " + (_("Ce contrat est terminé.") if employer.ended else _("Ce contrat continue."))


def _happened(answers: Answers) -> Iterator[str]:
    for question, (yes, no) in HAPPENED.items():
        if getattr(answers, question):
            stretches = _(" et ").join(span(days.starts_on, days.ends_on) for days in answers.days_of(question))
            yield f"{yes} {stretches}."
        else:
            yield str(no)


def _next(answers: Answers) -> str:
    if answers.still_looking:
        return _("Vous cherchez toujours un emploi, et votre inscription continue.")
    assert answers.ends_on is not None  # noqa: S101  an end without its day is never read back (``rules.problems``)
    facts = {"day": day(answers.ends_on), "reason": str(CeaseReason(answers.end_reason).label).lower()}
    return _("Vous ne cherchez plus d’emploi : votre inscription prend fin le %(day)s. Raison : %(reason)s.") % facts

"""A month's answers in plain words, question by question: on the review page, the receipt and its PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal import money
from portal.months import Month
from portal.web.templatetags.words import day, hours
from seekers.declarations import steps
from seekers.declarations.answers import Answers, Days, Employer
from seekers.declarations.forms import ASKED, named
from seekers.declarations.models import SpanKind
from seekers.declarations.rules import SPAN_KINDS
from seekers.registration.models import CeaseReason


@dataclass(frozen=True, slots=True)
class Said:
    """A question, its answer in a word, and what goes with it; ``step`` is the page that changes it."""

    question: str
    answer: str
    lines: tuple[str, ...] = ()
    step: str = steps.MONTH


def summary(answers: Answers, month: Month) -> list[Said]:
    """Work first, then each "yes" with its days, then every "no" in one line, then the search itself."""
    name = {"month": named(month)}
    said = [
        Said(
            str(ASKED["worked"]) % name,
            _word(answers.worked),
            tuple(map(_employer, answers.employers)),
            _step(bool(answers.worked)),
        )
    ]
    refused = []
    for kind in SPAN_KINDS:
        if getattr(answers, kind) is False:
            refused.append(str(SpanKind(kind).label).lower())
        else:
            lines = tuple(map(_days, answers.days_of(kind)))
            said.append(Said(str(ASKED[kind]) % name, _word(getattr(answers, kind)), lines, _step(bool(lines))))
    if refused:
        said.append(Said(_("En %(month)s, vous avez répondu non à") % name, ", ".join(refused)))
    ending = answers.still_looking is False
    lines = (_ending(answers.ends_on, answers.end_reason),) if ending and answers.ends_on else ()
    return [*said, Said(str(ASKED["still_looking"]) % name, _word(answers.still_looking), lines, _step(ending))]


def _step(detailed: bool) -> str:
    return steps.DETAILS if detailed else steps.MONTH


def _word(answer: bool | None) -> str:
    return {True: _("Oui"), False: _("Non"), None: _("Pas encore répondu")}[answer]


def _employer(employer: Employer) -> str:
    words = _("%(name)s : %(hours)s, %(pay)s brut") % {
        "name": employer.name,
        "hours": hours(employer.minutes),
        "pay": money.euros(employer.gross_cents),
    }
    if employer.estimated:
        words = _("%(line)s (estimé, en attendant la fiche de paie)") % {"line": words}
    return _("%(line)s, contrat terminé") % {"line": words} if employer.ended else words


def _days(days: Days) -> str:
    if days.ends_on is None:
        return _("À partir du %(day)s, et cela continue") % {"day": day(days.starts_on)}
    if days.ends_on == days.starts_on:
        return _("Le %(day)s") % {"day": day(days.starts_on)}
    return _("Du %(first)s au %(last)s") % {"first": day(days.starts_on), "last": day(days.ends_on)}


def _ending(ends_on: date, code: str) -> str:
    reason = dict(CeaseReason.choices).get(code, "")
    return _("Mon inscription prend fin le %(day)s. Raison : %(reason)s") % {
        "day": day(ends_on),
        "reason": str(reason).lower(),
    }
